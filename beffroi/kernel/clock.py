"""The only source of time: instants are UTC, dates are Belgian civil dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BELGIUM = ZoneInfo("Europe/Brussels")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    return civil_date(now())


def civil_date(instant: datetime) -> date:
    """The Belgian calendar day on which `instant` (aware) falls."""
    return instant.astimezone(BELGIUM).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Holds time still at `at` (aware) in this thread or task. For tests and replays."""
    if at.tzinfo is None:
        raise ValueError("The clock is frozen at an aware instant, not at a local one.")
    token = _frozen.set(at)
    try:
        yield
    finally:
        _frozen.reset(token)
