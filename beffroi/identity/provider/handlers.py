"""What the worker does for the provider."""

from datetime import timedelta

from beffroi.identity.provider.actions.announce_end import tell_services
from beffroi.identity.provider.models import AuthorizationCode
from beffroi.kernel import clock
from beffroi.kernel.errors import Unavailable
from beffroi.kernel.jobs import job

KEEP_CODES = timedelta(days=1)  # spent codes are kept to recognise their replay


@job(service="identity", queue="logout")
def tell_again(*, delivery_id: int) -> None:
    """A service that did not answer is tried eight times in some four minutes; then the job is a dead letter."""
    if not tell_services([delivery_id]):
        raise Unavailable("service_unreached")


@job(service="identity", queue="upkeep", every="23 * * * *")
def purge_codes(*, timestamp: int) -> None:
    """Codes, and with them their access tokens, a day after they expired."""
    AuthorizationCode.objects.filter(expires_at__lt=clock.now() - KEEP_CODES).delete()
