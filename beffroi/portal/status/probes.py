"""Looking whether each part answers. Run by the worker: whoever only reads the page makes nobody knock anywhere."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from beffroi.partners.mail import client as mail
from beffroi.partners.post import client as post
from beffroi.portal.status.rules import State, probed

log = logging.getLogger("beffroi.status")
_PATIENCE = 3.0  # seconds
_LATE_AFTER = 5  # minutes a job may wait that is due
_OLDEST_DUE = """
SELECT EXTRACT(EPOCH FROM now() - min(GREATEST(e.at, j.scheduled_at))) / 60
FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
"""


class DoesNotAnswer(Exception):
    """A part is there, and not well."""


@dataclass(frozen=True, slots=True)
class Probe:
    part: str
    state: State
    milliseconds: int


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _service(origin: str) -> None:
    if httpx.get(f"{origin}/healthz", timeout=_PATIENCE).status_code != 200:
        raise DoesNotAnswer(origin)


def is_worker_late() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST_DUE)
        minutes = cursor.fetchone()[0]
    return minutes is not None and float(minutes) > _LATE_AFTER


PARTS: dict[str, Callable[[], object]] = {
    "portal": lambda: _service(settings.PORTAL_ORIGIN),
    "identity": lambda: _service(settings.IDENTITY_ORIGIN),
    "worker": is_worker_late,
    "database": _database,
    "mail": mail.greet,
    "post": post.look,
}


def probe_all() -> list[Probe]:
    return [_probe(part, ask) for part, ask in PARTS.items()]


def _probe(part: str, ask: Callable[[], object]) -> Probe:
    begun = time.monotonic()
    try:
        with transaction.atomic():
            is_late = ask()
    except (httpx.HTTPError, OSError, DatabaseError, DoesNotAnswer) as error:
        log.warning("status: %s does not answer (%s)", part, type(error).__name__)
        return Probe(part, "failing", _since(begun))
    milliseconds = _since(begun)
    return Probe(part, "slow" if is_late is True else probed(milliseconds), milliseconds)


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1_000)
