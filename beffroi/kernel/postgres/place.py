"""Where a server lives: its data, its socket, and the ordinary user it runs as.

PostgreSQL refuses to run as root. Started by root, it runs as an ordinary user, who may be unable to enter the folder
of the state (`/root`, a private temporary folder). Its data and programs then live under /var/lib/beffroi/<token>,
the state folder keeps the token, and a place whose state folder is gone is swept away.
"""

import hashlib
import os
import pwd
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from beffroi.kernel.postgres.binaries import Binaries
from beffroi.kernel.postgres.errors import PostgresError

_ELSEWHERE = Path("/var/lib/beffroi")
_LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432.lock")


@dataclass(frozen=True, slots=True)
class User:
    """Who the server runs as; `is_other` when that is not who we are."""

    name: str
    uid: int
    gid: int
    is_other: bool

    def owns(self, path: Path, mode: int = 0o700) -> None:
        if self.is_other:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)


@dataclass(frozen=True, slots=True)
class Place:
    state: Path  # ours: lock, password, log of what we did
    base: Path  # the server's: data, socket
    socket: Path
    user: User

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def log(self) -> Path:
        return self.base / "postgres.log"

    @property
    def password_file(self) -> Path:
        return self.state / "password"


def settle(state: Path) -> Place:
    """The place that belongs to the existing folder `state`, made when it is not there yet. Raises PostgresError."""
    state = state.absolute()
    try:
        user = _user(state)
        base = state if not user.is_other or _may_enter(state, user) else _elsewhere(state)
        socket = _socket_folder(base, user)
    except OSError as error:
        raise PostgresError(f"The folder {state} cannot be used: {error.strerror or error}.") from error
    return Place(state, base, socket, user)


def reachable(binaries: Binaries, place: Place) -> Binaries:
    """The same programs where the server's user can run them: in place, else linked (or copied) beside its data."""
    if not place.user.is_other or _may_enter(binaries.folder, place.user):
        return binaries
    install = binaries.folder.parent
    root = install.parent if install.name == "pginstall" else install  # the wheel's libraries stand beside it
    copy = place.base / f"programs-{binaries.version}" / root.name
    if not copy.exists():
        _copy(root, copy)
        libraries = root.with_name(f"{root.name}.libs")
        if libraries.is_dir():
            _copy(libraries, copy.with_name(libraries.name))
    return Binaries(copy / binaries.folder.relative_to(root), binaries.version)


def _copy(source: Path, target: Path) -> None:
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(mode=0o755, exist_ok=True)
    try:
        shutil.copytree(source, unfinished, copy_function=os.link)
    except (shutil.Error, OSError):  # another file system
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(source, unfinished)
    unfinished.rename(target)


def _user(state: Path) -> User:
    if os.geteuid() != 0:
        return User(pwd.getpwuid(os.geteuid()).pw_name, os.geteuid(), os.getegid(), is_other=False)
    candidates = [name for name in ("beffroi", "nobody") if _known(name)]
    data = state / "data"
    if data.exists() and data.stat().st_uid != 0:
        candidates.insert(0, pwd.getpwuid(data.stat().st_uid).pw_name)
    if not candidates:
        raise PostgresError("PostgreSQL does not run as root and this machine has no user “beffroi” or “nobody”.")
    entry = pwd.getpwnam(candidates[0])
    return User(entry.pw_name, entry.pw_uid, entry.pw_gid, is_other=True)


def _known(name: str) -> bool:
    try:
        return pwd.getpwnam(name).pw_uid != 0
    except KeyError:
        return False


def _may_enter(folder: Path, user: User) -> bool:
    for step in (folder.resolve(), *folder.resolve().parents):
        status = step.stat()
        bit = 0o100 if status.st_uid == user.uid else 0o010 if status.st_gid == user.gid else 0o001
        if not status.st_mode & bit:
            return False
    return True


def _elsewhere(state: Path) -> Path:
    pointer = state / "place"
    token = pointer.read_text().strip() if pointer.exists() else secrets.token_hex(8)
    base = _ELSEWHERE / token
    if not base.exists():
        pointer.write_text(token)  # first: a place that nothing points to is swept by whoever comes by
        base.mkdir(parents=True)
        for folder in (base.parent, base):
            folder.chmod(0o755)  # whatever our umask: the server's user enters here
        (base / "state").write_text(str(state))
    _sweep()
    return base


def _sweep() -> None:
    """Removes places whose state folder was deleted; a server still running there is stopped first."""
    from beffroi.kernel.postgres.server import end

    for base in _ELSEWHERE.iterdir():
        origin = base / "state"
        if not origin.exists():
            continue
        pointer = Path(origin.read_text().strip()) / "place"
        if not pointer.exists() or pointer.read_text().strip() != base.name:
            end(base / "data", at_once=True)
            shutil.rmtree(base, ignore_errors=True)


def _socket_folder(base: Path, user: User) -> Path:
    folder = base / "socket"
    if len(os.fsencode(folder)) > _LONGEST_SOCKET or "," in str(folder):
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        name = f"beffroi-{user.uid}-{hashlib.sha256(os.fsencode(base)).hexdigest()[:12]}"
        parent = runtime if runtime and not user.is_other and len(runtime) < 60 else "/tmp"  # noqa: S108  # its owner is checked below
        folder = Path(parent) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid not in {os.geteuid(), user.uid}:
        raise PostgresError(f"The folder {folder} for the database's socket belongs to somebody else; remove it.")
    user.owns(folder)
    return folder
