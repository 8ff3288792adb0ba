"""What the sign-in pages ask of the provider."""

from dataclasses import dataclass
from datetime import datetime

from beffroi.identity.models import Session
from beffroi.identity.provider.models import AccessToken, Client, LogoutDelivery, ServiceVisit
from beffroi.kernel import clock
from beffroi.kernel.localized import Localized


@dataclass(frozen=True, slots=True)
class VisitedService:
    """`outcome`, once the session ended: `closed`, `unreached` (tried again later), `cannot` (not told by design)."""

    client_id: str
    names: Localized
    first_at: datetime
    last_at: datetime
    outcome: str = ""


def client_called(client_id: str) -> Client | None:
    return Client.objects.filter(client_id=client_id).first() if client_id and "\0" not in client_id else None


def services_of(session: Session) -> list[VisitedService]:
    """The services opened in this session, the latest first."""
    visits = ServiceVisit.objects.filter(session=session).select_related("client").order_by("-last_at")
    return [VisitedService(each.client_id, each.client.names, each.first_at, each.last_at) for each in visits]


def has_visited(session: Session, client_id: str) -> bool:
    return ServiceVisit.objects.filter(session=session, client_id=client_id).exists()


def services_told(sid: str) -> list[VisitedService]:
    """How each service of an ended session took the news, by name of first visit."""
    outcomes = dict(LogoutDelivery.objects.filter(session__sid=sid).values_list("client", "outcome"))
    visits = ServiceVisit.objects.filter(session__sid=sid).select_related("client").order_by("first_at")
    unreached = LogoutDelivery.Outcome.UNREACHED.value
    return [
        VisitedService(
            each.client_id,
            each.client.names,
            each.first_at,
            each.last_at,
            (outcomes[each.client_id] or unreached) if each.client_id in outcomes else "cannot",
        )
        for each in visits
    ]


def live_token(token_hash: bytes) -> AccessToken | None:
    """With its code, session, person and client, in one statement; None when dead for whatever reason."""
    return (
        AccessToken.objects.select_related("code__session__person", "code__client")
        .filter(
            token_hash=token_hash,
            expires_at__gt=clock.now(),
            code__replayed_at=None,
            code__session__ended_at=None,
            code__client__suspended_at=None,
        )
        .first()
    )
