"""Writing down what was probed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection

from beffroi.kernel.clock import civil_date
from beffroi.portal.status.models import PartDay
from beffroi.portal.status.probes import Probe
from beffroi.portal.status.rules import DAYS_SHOWN

_COUNT = """
INSERT INTO portal_status_partday AS d (part, "on", checks, failures, last_state, last_at, last_milliseconds)
VALUES (%(part)s, %(on)s, 1, %(failed)s, %(state)s, %(at)s, %(ms)s)
ON CONFLICT (part, "on") DO UPDATE SET checks = d.checks + 1, failures = d.failures + EXCLUDED.failures,
  last_state = EXCLUDED.last_state, last_at = EXCLUDED.last_at, last_milliseconds = EXCLUDED.last_milliseconds
WHERE d.last_at < EXCLUDED.last_at
"""


def record(probes: Iterable[Probe], *, at: datetime) -> None:
    """Idempotent for one instant: a job that runs twice counts once."""
    with connection.cursor() as cursor:
        for probe in probes:
            cursor.execute(
                _COUNT,
                {
                    "part": probe.part,
                    "on": civil_date(at),
                    "failed": int(probe.state == "failing"),
                    "state": probe.state,
                    "at": at,
                    "ms": probe.milliseconds,
                },
            )


def forget_old(*, at: datetime) -> None:
    PartDay.objects.filter(on__lt=civil_date(at) - timedelta(days=DAYS_SHOWN)).delete()
