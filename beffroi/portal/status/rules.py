"""From what was probed to what is said: plain values, no clock and no database."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

State = Literal["ok", "slow", "failing", "unknown"]
Overall = Literal["ok", "degraded", "failing"]

SLOW_AFTER = 2_000  # milliseconds
FRESH_FOR = timedelta(minutes=5)  # the worker probes every minute
HEARTBEAT_FOR = timedelta(minutes=1)  # it beats every ten seconds
DAYS_SHOWN = 30


def probed(milliseconds: int) -> State:
    return "slow" if milliseconds > SLOW_AFTER else "ok"


def state_now(last_state: State, last_at: datetime | None, now: datetime) -> State:
    """What was probed too long ago is not known."""
    return last_state if last_at is not None and now - last_at <= FRESH_FOR else "unknown"


def worker_now(probed: State, heartbeat: datetime | None, now: datetime) -> State:
    """Its heart tells whether it lives; what it probed of itself, whether it keeps up."""
    if heartbeat is None or now - heartbeat > HEARTBEAT_FOR:
        return "failing"
    return "ok" if probed == "unknown" else probed


def overall(states: Iterable[State]) -> Overall:
    found = set(states)
    if "failing" in found:
        return "failing"
    return "ok" if found <= {"ok"} else "degraded"
