"""A bench database, and a service served from it by granian on one pinned core.

The database is `beffroi_bench` of the tests' embedded server (or of DATABASE_URL's), prepared as the demo is.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / ".state" / "bench"
DATABASE = "beffroi_bench"
SERVER_CORE, CLIENT_CORE = 0, 1
READY_WITHIN = 60  # seconds


def owner_url() -> str:
    """The bench database as its owner; made when absent."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        from beffroi.kernel.postgres import ensure

        url = ensure(ROOT / ".state" / "postgres").url
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    return urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))


def environment(**more: str) -> dict[str, str]:
    """Of every process of a benchmark; call `prepare()` once before serving."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "beffroi.config.settings",
        "BEFFROI_ENVIRONMENT": "acceptance",
        "BEFFROI_STATE": str(STATE),
        "DATABASE_URL": owner_url(),
        **more,
    }


def prepare() -> None:
    """Migrations, roles, reference data and the demonstration set, as `beffroi demo` has them; quick when up to date."""
    done = subprocess.run(
        [sys.executable, "-m", "beffroi.config.cli", "prepare", "--demonstration"],
        env=environment(BEFFROI_SERVICE=""),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The bench database could not be prepared: {done.stdout[-2000:]}{done.stderr[-2000:]}")


@contextmanager
def served(
    service: str = "", *, application: str = "benchmarks.house_site:application", ready: str = "/healthz", **env: str
) -> Iterator[str]:
    """`service` ("portal", "identity"; empty for another `application`) on one core; gives its origin.

    The service has `/bench/empty` too: an empty view behind the same middleware, the yardstick of its pages.
    """
    port = free_port()
    words = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    own = {f"BEFFROI_{service.upper()}_PORT": str(port)} if service else {}
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--host", "127.0.0.1", "--port", str(port), *words, application],
        env=environment(BEFFROI_SERVICE=service, **own, **env),
        cwd=ROOT,
    )
    os.sched_setaffinity(process.pid, {SERVER_CORE % (os.cpu_count() or 1)})  # before granian makes its worker
    try:
        _wait(process, port, ready)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def empty_view() -> Iterator[str]:
    """Django without the house, on the same core: shown beside, for it is what a reader knows."""
    with served(application="benchmarks.empty_site:application", ready="/") as origin:
        yield origin


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    import httpx

    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode} before it answered.")
        try:
            if httpx.get(f"http://localhost:{port}{path}", timeout=2).status_code < 500:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError(f"The server did not answer {path} within {READY_WITHIN} s.")
