"""The periodic work of drafts."""

from beffroi.kernel.drafts import actions
from beffroi.kernel.jobs import job


@job(service="portal", queue="upkeep", every="41 * * * *")
def purge_drafts(*, timestamp: int) -> None:
    actions.purge()
