"""A small supervisor: starts a few processes, restarts the one that dies, stops all in order."""

import http.client
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Protocol

from beffroi.config.supervisor.child import RESTARTS, Child
from beffroi.config.supervisor.errors import SupervisorError
from beffroi.config.supervisor.ports import LOOPBACK
from beffroi.config.supervisor.screen import Screen

__all__ = ["Child", "Database", "Screen", "Supervisor", "SupervisorError", "stoppable"]

_LOOK_EVERY = 0.1  # seconds
_READY_WITHIN = 60.0  # seconds


class Database(Protocol):
    def is_alive(self) -> bool: ...
    def revive(self) -> None: ...


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, SIGTERM or a closed terminal. Not an error, so not an Exception."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Within it, the three signals raise `Stopped` in the main thread, once; then they are ignored, as we tidy up."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Supervisor:
    def __init__(self, children: Sequence[Child], database: Database, screen: Screen) -> None:
        self.children = children
        self.database = database
        self.screen = screen

    def start(self) -> None:
        for child in self.children:
            child.start()

    def wait_until_healthy(self, addresses: dict[str, tuple[int, str]]) -> None:
        """`addresses`: child name → (port, Host header). Raises SupervisorError after a minute, or too many deaths."""
        until = time.monotonic() + _READY_WITHIN
        waiting = dict(addresses)
        while waiting:
            self._look()
            for name in [name for name, (port, host) in waiting.items() if is_healthy(port, host)]:
                del waiting[name]
            if time.monotonic() > until:
                name = next(iter(waiting))
                raise SupervisorError(f"The {name} did not become ready in a minute; its log: {self._log(name)}.")
            time.sleep(_LOOK_EVERY / 2)

    def watch(self) -> None:
        """For ever, until a signal (`Stopped`) or a child that cannot be kept running (SupervisorError)."""
        while True:
            self._look()
            time.sleep(_LOOK_EVERY)

    def stop(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop()

    def _look(self) -> None:
        if not self.database.is_alive():
            self.screen.line("  The database ended unasked: starting it again.")
            self.database.revive()
        for child in self.children:
            if child.has_died:
                self._after_death(child)
            elif child.due_at and time.monotonic() >= child.due_at:
                child.start()

    def _after_death(self, child: Child) -> None:
        words = child.last_words()
        if not child.plan_restart():
            raise SupervisorError(
                f"The {child.name} ended {RESTARTS + 1} times within a minute, so everything is stopped."
                f" Its log: {child.log}" + (f" (last line: {words})" if words else "")
            )
        self.screen.line(f"  The {child.name} ended unasked: starting it again. Its log: {child.log}")

    def _log(self, name: str) -> Path:
        return next(child.log for child in self.children if child.name == name)


def is_healthy(port: int, host: str) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
