"""Keeps the index in line with what was published meanwhile."""

from beffroi.kernel.actor import system_actor
from beffroi.kernel.jobs import job
from beffroi.portal.search.actions import build_index


@job(service="portal", queue="upkeep", every="* * * * *")
def follow_changes(*, timestamp: int) -> None:
    """Each minute, for one statement as long as nothing changed."""
    build_index(by=system_actor("worker"))
