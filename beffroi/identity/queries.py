"""What the pages show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from beffroi.identity import rules
from beffroi.identity.keys.catalogue import BY_CODE, KeyKind
from beffroi.identity.models import EmailCode, Key, Person, Session, TokenCard, Transaction
from beffroi.kernel import clock
from beffroi.kernel.localized import Localized


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """`address` masked; `minutes` the code is still good, 0 when expired or not sent yet; `position` on the card
    `card_number`; `new_card_number`: of a posted card that waits for its first code."""

    address: str = ""
    is_sent: bool = True
    minutes: int = 0
    position: int | None = None
    card_number: str = ""
    new_card_number: str = ""


def code_asked(under_way: Transaction, now: datetime) -> CodeAsked:
    if under_way.key == "email_code":
        return _mail(under_way, now)
    if under_way.key == "token_card":
        return _card(under_way, now)
    return CodeAsked()


def _mail(under_way: Transaction, now: datetime) -> CodeAsked:
    sent = EmailCode.objects.filter(transaction=under_way).first()
    address = str(under_way.person.email or "") if under_way.person else ""
    return CodeAsked(
        address=rules.masked_email(address),
        is_sent=bool(sent and sent.sent_at and sent.sent_at >= sent.asked_at),
        minutes=_minutes(sent.expires_at, now) if sent and sent.sent_at else 0,
    )


def _card(under_way: Transaction, now: datetime) -> CodeAsked:
    card = TokenCard.objects.get(key=under_way.held_key)
    new = new_card_of(under_way.person) if under_way.person else None
    return CodeAsked(
        minutes=_minutes(card.asked_until, now) if card.asked_until else 0,
        position=card.asked_position,
        card_number=card.number,
        new_card_number=new.card.number if new and new.id != under_way.held_key_id else "",
    )


def _minutes(until: datetime, now: datetime) -> int:
    return max(0, -(-int((until - now).total_seconds()) // 60))


def new_card_of(person: Person) -> Key | None:
    """The card that was posted and waits for its first code."""
    return (
        Key.objects.select_related("card")
        .filter(person=person, kind="token_card", state="pending", card__posted_at__isnull=False)
        .first()
    )


@dataclass(frozen=True, slots=True)
class ListedSession:
    """`keys` and `level` as of now; `services`: the names of what was opened in it."""

    id: UUID
    is_this: bool
    browser: str
    address: str
    since: datetime
    last_seen: datetime
    keys: list[KeyKind]
    level: int
    services: list[Localized]


def live_sessions(person_id: UUID, this: UUID) -> list[ListedSession]:
    """This one first, then the last used."""
    now = clock.now()
    live = Session.objects.filter(
        person_id=person_id, ended_at=None, idle_until__gt=now, absolute_until__gt=now
    ).order_by("-last_seen_at")
    return sorted((_listed(session, this) for session in live), key=lambda listed: not listed.is_this)


def _listed(session: Session, this: UUID) -> ListedSession:
    from beffroi.identity.provider.queries import services_of  # stands on our tables, so it is imported late

    return ListedSession(
        id=session.id,
        is_this=session.id == this,
        browser=session.browser,
        address=session.address or "",
        since=session.created_at,
        last_seen=session.last_seen_at,
        keys=[BY_CODE[code] for code in session.keys],
        level=session.level,
        services=[service.names for service in services_of(session)],
    )


@dataclass(frozen=True, slots=True)
class ListedKey:
    """`codes_left`: of a token card, None for other keys. `number`: the card's."""

    id: UUID
    kind: KeyKind
    state: str
    since: datetime | None
    last_used: datetime | None
    number: str = ""
    codes_left: int | None = None


def keys_of(person_id: UUID) -> list[ListedKey]:
    """Those in use, locked or on their way, strongest first."""
    keys = (
        Key.objects.filter(person_id=person_id)
        .exclude(state="ended")
        .exclude(kind="mobile_app", state="pending")
        .select_related("card")
        .annotate(left=Count("card__cells", filter=Q(card__cells__spent_at=None)))
    )
    return sorted((_listed_key(key, key.left) for key in keys), key=lambda listed: -listed.kind.level)


def _listed_key(key: Key, left: int) -> ListedKey:
    card = getattr(key, "card", None)
    return ListedKey(
        id=key.id,
        kind=BY_CODE[key.kind],
        state=key.state,
        since=key.activated_at,
        last_used=key.last_used_at,
        number=card.number if card else "",
        codes_left=left if card and card.posted_at else None,
    )


def app_being_added(person_id: UUID) -> Key | None:
    """The mobile app whose first code is awaited."""
    return Key.objects.select_related("app").filter(person_id=person_id, kind="mobile_app", state="pending").first()
