"""The whole demonstration: how soon it answers, and how much memory all of it takes."""

import tempfile
import time
from pathlib import Path

import httpx
import psutil

from benchmarks.figures import Figure
from tests.journeys.town import Town

_PAGES = ("/fr/", "/nl/", "/de/", "/en/")


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the database runs as an ordinary user, who must reach his folder
        town = Town(Path(folder) / "state")
        cold = _start(town)
        town.stop()
        warm = _start(town)
        try:
            _visit(town)
            memory = _megabytes(town)
        finally:
            town.stop()
    return [
        Figure("demo.cold_start", cold, "s", 60),
        Figure("demo.warm_start", warm, "s", 10),
        Figure("demo.memory", memory, "MB (PSS)", 600),
    ]


def _start(town: Town) -> float:
    begun = time.monotonic()
    town.start()
    return time.monotonic() - begun


def _visit(town: Town) -> None:
    """Memory counts after use, not at birth."""
    with httpx.Client(follow_redirects=True) as browser:
        for origin in (town.portal, town.identity):
            for page in _PAGES * 5:
                browser.get(origin + page)


def _megabytes(town: Town) -> float:
    """Proportional set size: shared pages are counted once over all processes."""
    assert town.process is not None
    roots = [psutil.Process(town.process.pid), *_database(town.state)]
    processes = {process.pid: process for root in roots for process in (root, *root.children(recursive=True))}
    return sum(process.memory_full_info().pss for process in processes.values()) / 1_000_000


def _database(state: Path) -> list[psutil.Process]:
    from beffroi.kernel.postgres.place import settle
    from beffroi.kernel.postgres.server import running_pid

    pid = running_pid(settle(state / "database").data)
    return [psutil.Process(pid)] if pid else []
