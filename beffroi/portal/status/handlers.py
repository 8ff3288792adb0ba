"""The worker looks around every minute; that it does is its own sign of life."""

from beffroi.kernel import clock
from beffroi.kernel.jobs import job
from beffroi.portal.status import actions, probes


@job(service="portal", queue="status", attempts=1, every="* * * * *")
def look_around(*, timestamp: int) -> None:
    now = clock.now()
    actions.record(probes.probe_all(), at=now)
    actions.forget_old(at=now)
