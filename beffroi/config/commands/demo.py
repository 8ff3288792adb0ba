"""`beffroi demo`: the whole house on one machine, with demonstration persons."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from beffroi.config.commands.words import Words
from beffroi.config.demonstration import persons_for_screen
from beffroi.config.supervisor import Child, Screen, Stopped, Supervisor, SupervisorError, ports, stoppable
from beffroi.config.supervisor import secrets as demo_secrets
from beffroi.kernel import postgres

_PYTHON = (sys.executable, "-m")
_OURS = ("database", "mail", "post", "static", "log", "eid", "secrets.env")  # what --reset takes away


class OwnDatabase:
    """The embedded server of the demonstration."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = postgres.ensure(folder)

    @property
    def url(self) -> str:
        return self.server.url_for("beffroi")

    def is_alive(self) -> bool:
        return self.server.is_alive()

    def revive(self) -> None:
        self.server = postgres.ensure(self.folder)

    def stop(self) -> None:
        postgres.stop(self.folder)


class GivenDatabase:
    """The server that DATABASE_URL names: somebody else's to watch over."""

    def __init__(self, url: str) -> None:
        self.url = url

    def is_alive(self) -> bool:
        return True

    def revive(self) -> None: ...

    def stop(self) -> None: ...


def main(words: list[str]) -> int:
    parser = Words(prog="beffroi demo")
    parser.add_argument("--reset", action="store_true", help="throw the demonstration's data away and begin anew")
    given = parser.parse_args(words)
    if not settings.IS_ACCEPTANCE:
        raise SupervisorError("The demonstration runs in the acceptance environment only (BEFFROI_ENVIRONMENT).")
    state = settings.STATE.absolute()
    state.mkdir(parents=True, exist_ok=True)
    screen = Screen()
    with _alone(state), stoppable():
        try:
            _run(state, screen, reset=given.reset)
        except Stopped:
            screen.line("Everything is stopped; the data are kept.")
    return 0


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    with (state / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SupervisorError(
                f"A demonstration already runs on {state}: end it, or choose another folder with BEFFROI_STATE."
            ) from None
        yield


def _run(state: Path, screen: Screen, *, reset: bool) -> None:
    ports.refuse_taken(
        {
            "BEFFROI_PORTAL_PORT": settings.PORTAL_PORT,
            "BEFFROI_IDENTITY_PORT": settings.IDENTITY_PORT,
            "BEFFROI_SMTP_PORT": settings.SMTP_PORT,
            "BEFFROI_EID_RESPONDER_PORT": settings.EID_RESPONDER_PORT,
        }
    )
    if reset:
        with screen.step("begin anew"):
            _reset(state)
    environment = {**os.environ, **_secrets(state), "BEFFROI_STATE": str(state), "BEFFROI_SERVICE": ""}
    environment["BEFFROI_EID_TRUST"] = settings.EID_TRUST or str(state / "eid" / "trust")
    with _database(state, screen) as database:
        environment["DATABASE_URL"] = database.url
        if subprocess.run(
            [*_PYTHON, "beffroi.config.cli", "prepare", "--demonstration"], env=environment, check=False
        ).returncode:
            raise SupervisorError("The demonstration could not be prepared; the line above says why.")
        supervisor = Supervisor(_children(state, environment), database, screen)
        try:
            with screen.step("portal, sign-in service, worker, mail sink, card register"):
                supervisor.start()
                supervisor.wait_until_healthy(_addresses())
            _welcome(screen)
            supervisor.watch()
        finally:
            supervisor.stop()


def _reset(state: Path) -> None:
    if settings.DATABASE_URL:
        raise SupervisorError("--reset only empties the demonstration's own database, and DATABASE_URL names another.")
    postgres.stop(state / "database")
    for name in _OURS:
        target = state / name
        shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)


def _secrets(state: Path) -> dict[str, str]:
    path = state / "secrets.env"
    if (state / "database" / "password").exists() and not path.exists():
        raise SupervisorError(f"{path} is gone, and without it the data cannot be read: begin anew with --reset.")
    return demo_secrets.kept(path, os.environ)


@contextmanager
def _database(state: Path, screen: Screen) -> Iterator[OwnDatabase | GivenDatabase]:
    if settings.DATABASE_URL:
        yield GivenDatabase(settings.DATABASE_URL)
        return
    with screen.step("PostgreSQL"):
        database = OwnDatabase(state / "database")
    try:
        yield database
    finally:
        database.stop()


def _children(state: Path, environment: dict[str, str]) -> list[Child]:
    commands = {
        "portal": ["beffroi.config.cli", "serve", "portal"],
        "sign-in service": ["beffroi.config.cli", "serve", "identity"],
        "worker": ["beffroi.config.cli", "worker"],
        "mail sink": ["beffroi.desk.mail_sink"],
        "card register": ["beffroi.partners.eid.fake", str(state / "eid"), str(settings.EID_RESPONDER_PORT)],
    }
    services = {"portal": "portal", "sign-in service": "identity", "worker": "worker"}
    return [
        Child(
            name,
            [*_PYTHON, *command],
            _own_environment(environment, services.get(name, "")),
            state / "log" / f"{name.replace(' ', '-')}.log",
        )
        for name, command in commands.items()
    ]


def _own_environment(environment: dict[str, str], service: str) -> dict[str, str]:
    """The database's address without its owner: settings put the service's own role in."""
    parts = urlsplit(environment["DATABASE_URL"])
    host = parts.netloc.rpartition("@")[2]
    return {
        **environment,
        "BEFFROI_SERVICE": service,
        "DATABASE_URL": f"{parts.scheme}://{host}{parts.path}?{parts.query}",
    }


def _addresses() -> dict[str, tuple[int, str]]:
    """Where each web process is asked for its health, and under which host name."""
    return {
        "portal": (settings.PORTAL_PORT, settings.PORTAL_ORIGIN.partition("://")[2]),
        "sign-in service": (settings.IDENTITY_PORT, settings.IDENTITY_ORIGIN.partition("://")[2]),
    }


def _welcome(screen: Screen) -> None:
    screen.line(f"\nReady in {screen.elapsed():.1f} s. Ctrl-C stops everything and keeps the data.\n")
    screen.line(f"  portal            {settings.PORTAL_ORIGIN}")
    screen.line(f"  sign-in service   {settings.IDENTITY_ORIGIN}")
    screen.line(
        f"  desk              {settings.PORTAL_ORIGIN}/fr/desk/  (codes, mails and letters of everybody below)\n"
    )
    for line in persons_for_screen():
        screen.line(f"  {line}")
