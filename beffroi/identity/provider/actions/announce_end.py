"""A session ended: every service opened in it is told, at once where it answers, later where it does not."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import F

from beffroi.identity.models import Session
from beffroi.identity.provider import backchannel
from beffroi.identity.provider.models import LogoutDelivery, ServiceVisit
from beffroi.kernel import clock

RETRY_AFTER_SECONDS = 10
Outcome = LogoutDelivery.Outcome


def announce_end(session: Session) -> None:
    """Runs in the transaction that ends the session: with it, it is written whom to tell, and one job for each that
    goes on trying. They are told as soon as the end is true, by the process that ended it (LO-01: within 5 s)."""
    from beffroi.identity.provider.handlers import tell_again

    visits = ServiceVisit.objects.filter(session=session).exclude(client__backchannel_logout_uri="")
    deliveries = LogoutDelivery.objects.bulk_create(
        LogoutDelivery(session=session, client_id=client_id, created_at=clock.now())
        for client_id in visits.values_list("client", flat=True)
    )
    for delivery in deliveries:
        tell_again.configure(schedule_in={"seconds": RETRY_AFTER_SECONDS}).defer(delivery_id=delivery.id)
    if deliveries:
        transaction.on_commit(partial(tell_services, [delivery.id for delivery in deliveries]))


def tell_services(deliveries: Iterable[int]) -> bool:
    """Tells those not told yet; True when all are. May run twice: each token has its own `jti`."""
    waiting = list(
        LogoutDelivery.objects.filter(id__in=deliveries)
        .exclude(outcome=Outcome.CLOSED)
        .select_related("client", "session")
    )
    tokens = {
        each.id: (each.client.backchannel_logout_uri, backchannel.logout_token(each.session, each.client))
        for each in waiting
    }
    confirmed = backchannel.tell_all(tokens)
    _write(confirmed, Outcome.CLOSED)
    _write(tokens.keys() - confirmed, Outcome.UNREACHED)
    return len(confirmed) == len(waiting)


def _write(deliveries: Iterable[int], outcome: str) -> None:
    if ids := list(deliveries):
        LogoutDelivery.objects.filter(id__in=ids).exclude(outcome=Outcome.CLOSED).update(
            outcome=outcome, tries=F("tries") + 1, tried_at=clock.now()
        )
