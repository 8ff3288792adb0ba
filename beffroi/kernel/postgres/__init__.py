"""A PostgreSQL of our own, without installing one: the programs of a wheel under a small supervisor.

`ensure(folder)` makes and starts the server of a folder once, whoever asks first; `stop(folder)` ends it.
No module here knows Django.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beffroi.kernel.postgres import server
from beffroi.kernel.postgres.binaries import find
from beffroi.kernel.postgres.errors import PostgresError
from beffroi.kernel.postgres.place import reachable, settle
from beffroi.kernel.postgres.server import OWNER, Server

__all__ = ["OWNER", "PostgresError", "Server", "ensure", "running", "stop"]


def ensure(state_dir: Path, *, durable: bool = True) -> Server:
    """The running server of `state_dir`, made and started when it is not. Safe from several processes at once.

    `durable=False` (tests) trusts the machine not to lose power. The server outlives the caller: `stop` ends it.
    Raises PostgresError, whose text is one sentence.
    """
    with _alone(state_dir):
        place = settle(state_dir)
        if server.running_pid(place.data) is not None:
            server.wait_until_ready(place)
        else:
            programs = reachable(find(), place)
            if not (place.data / "PG_VERSION").exists():
                server.make(programs, place)
            server.start(programs, place, durable=durable)
        found = server.described(place)
    if found is None:
        raise PostgresError(f"The database in {place.base} lost its password file {place.password_file}; begin anew.")
    return found


def stop(state_dir: Path) -> bool:
    """Ends the server of `state_dir` in order; False when none was running."""
    if not state_dir.exists():
        return False
    with _alone(state_dir):
        return server.end(settle(state_dir).data)


@contextmanager
def running(state_dir: Path, *, durable: bool = True) -> Iterator[Server]:
    """The server of `state_dir` for the length of a block; ended after it."""
    found = ensure(state_dir, durable=durable)
    try:
        yield found
    finally:
        stop(state_dir)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    try:
        state.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(state / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise PostgresError(f"The folder {state} cannot be used: {error.strerror or error}.") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
