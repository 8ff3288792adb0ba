"""`beffroi prepare`: everything a database and a folder need before the processes start. Again and again, quickly."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from beffroi.config.commands.migrate import make_database, migrate
from beffroi.config.commands.words import Words
from beffroi.config.supervisor.errors import SupervisorError
from beffroi.config.supervisor.screen import Screen, Tell


def main(words: list[str]) -> int:
    parser = Words(prog="beffroi prepare")
    parser.add_argument(
        "--demonstration", action="store_true", help="also the demonstration persons; never in production"
    )
    wants_demonstration = parser.parse_args(words).demonstration
    if wants_demonstration and not settings.IS_ACCEPTANCE:
        raise SupervisorError("Demonstration persons do not go into production.")
    screen = Screen()
    steps: list[tuple[str, Callable[[Tell], object]]] = [
        ("message catalogues", compile_messages),
        ("static files", collect_static),
        ("database: roles, tables, rights", set_up_database),
        ("reference data", load_reference_data),
    ]
    if wants_demonstration:
        steps.append(("demonstration data", load_demonstration))
    for name, act in steps:
        with screen.step(name) as tell:
            act(tell)
    return 0


def compile_messages(tell: Tell) -> None:
    from beffroi.kernel.messages.catalogues import compile_stale

    compile_stale(settings.BASE / "locale")


def collect_static(tell: Tell) -> None:
    """Hashed names and compressed copies, made anew when a source file changed."""
    stamp = settings.STATIC_ROOT / ".made-from"
    made_from = _fingerprint(settings.BASE)
    if stamp.exists() and stamp.read_text() == made_from:
        return
    # As a web process: only these know the storage that hashes and compresses.
    environment = {**os.environ, "BEFFROI_SERVICE": "portal"}
    command = [sys.executable, "-m", "beffroi.config.cli", "manage", "collectstatic", "--noinput", "--clear", "-v", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SupervisorError(
            f"The static files could not be collected: {(done.stderr.strip().splitlines() or ['?'])[-1]}"
        )
    stamp.write_text(made_from)


def _fingerprint(package: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(package.glob("**/static/**/*")):
        if path.is_file():
            status = path.stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def set_up_database(tell: Tell) -> None:
    make_database()
    import django

    django.setup()
    migrate()


def load_reference_data(tell: Tell) -> None:
    from beffroi.apps.code_lists.actions import load_reference_lists
    from beffroi.identity.provider.demonstration import register_portal
    from beffroi.kernel.actor import system_actor
    from beffroi.portal.actions.catalogue import load_catalogue
    from beffroi.portal.search.actions import build_index

    machine = system_actor("prepare")
    tell("code lists")
    load_reference_lists(by=machine)
    tell("catalogue")
    load_catalogue(by=machine)
    tell("search index")
    build_index(by=machine)
    tell("services of the sign-in service")
    register_portal(by=machine)


def load_demonstration(tell: Tell) -> None:
    from beffroi.config import demonstration
    from beffroi.config.demonstration.cards import issue_cards
    from beffroi.kernel import clock

    demonstration.load(tell)
    tell("identity cards")
    issue_cards(settings.STATE / "eid", settings.EID_RESPONDER_PORT, clock.now())
