"""`beffroi serve portal|identity`: becomes one granian web process."""

import os
import sys

from beffroi.config.commands.words import Words
from beffroi.config.supervisor.ports import LOOPBACK


def main(words: list[str]) -> int:
    parser = Words(prog="beffroi serve")
    parser.add_argument("service", choices=["portal", "identity"])
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on; 0.0.0.0 in a container")
    parser.add_argument("--port", type=int, help="instead of BEFFROI_PORTAL_PORT or BEFFROI_IDENTITY_PORT")
    given = parser.parse_args(words)
    os.environ["BEFFROI_SERVICE"] = given.service

    from django.conf import settings

    from beffroi.config.production import refuse_to_start

    refuse_to_start()
    port = given.port or (settings.PORTAL_PORT if given.service == "portal" else settings.IDENTITY_PORT)
    os.execv(sys.executable, _granian(given.host, port, settings.DATABASE_THREADS))  # noqa: S606  # no shell


def _granian(host: str, port: int, threads: int) -> list[str]:
    """One worker of several threads: a process more costs 60 MB, a thread next to nothing."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--http": "1",
        "--workers": "1",
        "--blocking-threads": str(threads),
        "--workers-kill-timeout": "5",
        "--log-level": "warning",
    }
    pairs = [word for option in options.items() for word in option]
    return [sys.executable, "-m", "granian", *pairs, "--no-ws", "beffroi.config.wsgi:application"]
