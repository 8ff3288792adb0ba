"""Making, starting and stopping one server over PostgreSQL's own programs."""

import os
import secrets
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from beffroi.kernel.postgres.binaries import Binaries
from beffroi.kernel.postgres.errors import PostgresError, explained
from beffroi.kernel.postgres.place import Place

OWNER = "beffroi_owner"
_READY_WITHIN = 60  # seconds; a killed server replays its journal first
_STOPPED_WITHIN = 15  # seconds, then it is stopped at once: the journal makes that safe
_ORPHANS_END_WITHIN = 10  # seconds
_NOBODY = 2**22 + 1  # above any process id
_SMALLEST_FREE = 150 * 1024 * 1024  # bytes
_LARGEST_LOG = 5 * 1024 * 1024  # bytes

_SMALL = {
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "jit": "off",
    "huge_pages": "off",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "autovacuum_max_workers": "1",
    "max_parallel_workers_per_gather": "0",
    "password_encryption": "scram-sha-256",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
    "lc_messages": "C",
    "timezone": "UTC",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. `url` is its owner's on the database `postgres`; `url_for` gives another database of it."""

    url: str
    socket_dir: Path
    data_dir: Path
    log: Path
    pid: int

    def url_for(self, database: str) -> str:
        return self.url.replace("@/postgres?", f"@/{quote(database)}?")

    def is_alive(self) -> bool:
        return running_pid(self.data_dir) == self.pid


def described(place: Place) -> Server | None:
    pid = running_pid(place.data)
    if pid is None or not place.password_file.exists():
        return None
    password = place.password_file.read_text().strip()
    url = f"postgresql://{OWNER}:{password}@/postgres?host={quote(str(place.socket))}"
    return Server(url, place.socket, place.data, place.log, pid)


def running_pid(data: Path) -> int | None:
    """The process id of the server that serves `data`, ready or not; None when there is none."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if _is_postgres(pid, data) else None


def is_ready(data: Path) -> bool:
    try:
        return (data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
    except (OSError, IndexError):
        return False


def _is_postgres(pid: int, data: Path) -> bool:
    """A process id outlives its process (a file left behind, a zombie nobody waited for): the name decides."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    process = Path("/proc") / str(pid)
    if not process.exists():
        return not Path("/proc/self").exists()  # no /proc on this system: the signal answered
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        command = (process / "cmdline").read_bytes()
    except OSError:
        return False
    return state not in "ZX" and os.fsencode(data) in command


def make(binaries: Binaries, place: Place) -> None:
    """A new cluster: UTF-8, SCRAM for everybody, the owner's password kept in the state folder (0600)."""
    _enough_room(place.base)
    password = secrets.token_urlsafe(24)
    unfinished = place.base / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    place.user.owns(unfinished)
    with tempfile.NamedTemporaryFile("w", dir="/tmp") as secret:
        secret.write(password)
        secret.flush()
        place.user.owns(Path(secret.name), 0o600)
        command = [binaries.program("initdb"), "-D", str(unfinished), "-U", OWNER, "-E", "UTF8", "-A", "scram-sha-256"]
        command += [f"--pwfile={secret.name}", "--no-sync", "--no-instructions", *_locale(binaries.version)]
        done = _run(command, place)
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise PostgresError(explained(done.stdout, place.base, "The database could not be made."))
    descriptor = os.open(place.password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password)
    unfinished.rename(place.data)


def _locale(version: int) -> list[str]:
    """C.UTF-8 knows the letters of all languages and sorts the same on every machine; from 17 it needs no system's."""
    if version >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def start(binaries: Binaries, place: Place, *, durable: bool) -> None:
    _enough_room(place.base)
    _same_version(binaries, place)
    _forget_dead(place)
    if place.log.exists() and place.log.stat().st_size > _LARGEST_LOG:
        place.log.replace(place.log.with_suffix(".log.1"))
    place.log.touch()
    place.user.owns(place.log, 0o600)
    until = time.monotonic() + _ORPHANS_END_WITHIN
    while said := _try(binaries, place, durable):
        if "pre-existing shared memory block" not in said or time.monotonic() > until:
            raise PostgresError(explained(said, place.base, f"The database did not start; its log is {place.log}."))
        time.sleep(0.1)  # processes of a killed server see its end a moment later


def _try(binaries: Binaries, place: Place, durable: bool) -> str:
    """Starts the server and waits until it is ready; what it wrote where it failed, else nothing."""
    seen = place.log.stat().st_size
    options = {**_SMALL, **({} if durable else _FORGETFUL), "unix_socket_directories": str(place.socket)}
    if binaries.version >= 18:
        options["io_method"] = "sync"  # three processes fewer
    words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    command = [binaries.program("pg_ctl"), "start", "-w", "-t", str(_READY_WITHIN), "-s", "-D", str(place.data)]
    done = _run([*command, "-l", str(place.log), "-o", shlex.join(words)], place)
    return place.log.read_text(errors="replace")[seen:] + done.stdout if done.returncode else ""


def end(data: Path, *, at_once: bool = False) -> bool:
    """Stops the server on `data` in order (with `at_once`, by its journal); False when none was running."""
    pid = running_pid(data)
    if pid is None:
        return False
    for order, patience in ((signal.SIGQUIT if at_once else signal.SIGINT, _STOPPED_WITHIN), (signal.SIGQUIT, 5.0)):
        try:
            os.kill(pid, order)
        except ProcessLookupError:
            return True
        except PermissionError:
            raise PostgresError(f"The database (process {pid}) was started by another user of this machine.") from None
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if not _is_postgres(pid, data):
                return True
            time.sleep(0.02)
    raise PostgresError(f"The database (process {pid}) does not stop.")


def wait_until_ready(place: Place) -> None:
    """For a server somebody else is starting."""
    until = time.monotonic() + _READY_WITHIN
    while not is_ready(place.data):
        if running_pid(place.data) is None or time.monotonic() > until:
            raise PostgresError(f"The database that was starting did not become ready; its log is {place.log}.")
        time.sleep(0.02)


def _forget_dead(place: Place) -> None:
    """PostgreSQL takes any living process for its predecessor: a number used again, a zombie nobody waited for.

    The file itself stays: it names the shared memory by which PostgreSQL sees orphaned processes still writing.
    """
    file = place.data / "postmaster.pid"
    if file.exists():
        others = file.read_text().splitlines()[1:]
        file.write_text("\n".join([str(_NOBODY), *others]) + "\n")
        place.user.owns(file, 0o600)
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (place.socket / name).unlink(missing_ok=True)


def _same_version(binaries: Binaries, place: Place) -> None:
    made_by = (place.data / "PG_VERSION").read_text().strip()
    if made_by != str(binaries.version):
        raise PostgresError(
            f"The data in {place.data} were made by PostgreSQL {made_by} and {binaries.folder} holds version"
            f" {binaries.version}: use the same, or begin anew."
        )


def _enough_room(base: Path) -> None:
    free = shutil.disk_usage(base).free
    if free < _SMALLEST_FREE:
        raise PostgresError(
            f"The disk is full: {base} has {free // 2**20} MB left and the database needs {_SMALLEST_FREE // 2**20} MB."
        )


def _run(command: list[str], place: Place) -> subprocess.CompletedProcess[str]:
    """As the server's user, in a clean environment (a PGHOST or LC_ALL of ours must not reach it)."""
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "HOME": "/"}
    other = place.user if place.user.is_other else None
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            check=False,
            user=other.uid if other else None,
            group=other.gid if other else None,
            extra_groups=[] if other else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, output.read().decode(errors="replace"), "")
