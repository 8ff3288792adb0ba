"""The portal's periodic work."""

from beffroi.kernel.jobs import job
from beffroi.portal.sessions import SessionStore


@job(service="portal", queue="upkeep", every="23 * * * *")
def forget_ended_sessions(*, timestamp: int) -> None:
    SessionStore.clear_expired()
