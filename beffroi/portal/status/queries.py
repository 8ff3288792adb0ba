"""What the status page and `/status.json` say. Two statements."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from beffroi.kernel import clock
from beffroi.portal.status.models import PartDay
from beffroi.portal.status.probes import PARTS
from beffroi.portal.status.rules import DAYS_SHOWN, Overall, State, overall, state_now, worker_now


@dataclass(frozen=True, slots=True)
class Day:
    """`checks` 0: nobody looked that day."""

    on: date
    checks: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """`days`: thirty, the oldest first, the last is today. `milliseconds`: how long the last answer took."""

    code: str
    state: State
    days: tuple[Day, ...]
    checked_at: datetime | None = None
    milliseconds: int | None = None

    @property
    def availability(self) -> float | None:
        """Percent of the probes that were answered; None when nobody looked yet."""
        checks = sum(day.checks for day in self.days)
        return 100 * (1 - sum(day.failures for day in self.days) / checks) if checks else None

    @property
    def bad_days(self) -> list[Day]:
        return [day for day in reversed(self.days) if day.failures]


@dataclass(frozen=True, slots=True)
class Status:
    overall: Overall
    at: datetime
    parts: tuple[Part, ...]


def status() -> Status:
    now, today = clock.now(), clock.today()
    first = today - timedelta(days=DAYS_SHOWN - 1)
    rows = {(row.part, row.on): row for row in PartDay.objects.filter(on__gte=first)}
    heartbeat = _heartbeat()
    days = [first + timedelta(days=number) for number in range(DAYS_SHOWN)]
    parts = tuple(_part(code, days, rows, heartbeat, now) for code in PARTS)
    return Status(overall(part.state for part in parts), now, parts)


def _part(
    code: str, days: list[date], rows: dict[tuple[str, date], PartDay], heartbeat: datetime | None, now: datetime
) -> Part:
    found = [(day, rows.get((code, day))) for day in days]
    last = next((row for _, row in reversed(found) if row), None)
    state = state_now(_known(last), last.last_at if last else None, now)
    if code == "worker":
        state = worker_now(state, heartbeat, now)
    elif code in {"portal", "database"} and state == "unknown":
        state = "ok"  # both just answered this very question
    history = tuple(Day(day, row.checks, row.failures) if row else Day(day) for day, row in found)
    return Part(code, state, history, last.last_at if last else None, last.last_milliseconds if last else None)


def _known(row: PartDay | None) -> State:
    states: dict[str, State] = {"ok": "ok", "slow": "slow", "failing": "failing"}
    return states.get(row.last_state, "unknown") if row else "unknown"


def _heartbeat() -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        found: datetime | None = cursor.fetchone()[0]
    return found
