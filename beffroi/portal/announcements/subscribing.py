"""Wanting mails, proving that the address is one's own, and wanting them no more."""

import hashlib
import secrets
from uuid import UUID

from django.db import connection, transaction

from beffroi.kernel import audit, clock, throttle
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import NotVisible, TooManyRequests
from beffroi.kernel.jobs import enqueue
from beffroi.portal.announcements import permissions
from beffroi.portal.announcements.models import MailSubscription

ASKING = throttle.Policy(free=5, first_delay=600, longest_delay=3_600, forget_after=3_600)


@transaction.atomic
def ask_for_mails(*, kind: str, email: str, language: str, by: Actor) -> None:
    """Sends a confirmation to `email`; nothing else goes there before it is confirmed. Raises `TooManyRequests`."""
    from beffroi.portal.announcements.handlers import mail_confirmation

    person_id = _person(by)
    attempt = throttle.attempt("portal.mails.asked", str(person_id), ASKING)
    if not attempt.is_admitted:
        raise TooManyRequests("too_many_mails", retry_after=attempt.retry_after)
    MailSubscription.objects.update_or_create(
        account_id=person_id,
        kind=kind,
        defaults={
            "email": email,
            "language": language,
            "token_hash": None,
            "asked_at": clock.now(),
            "confirmed_at": None,
        },
    )
    audit.record("portal.mails.asked", by=by, details={"kind": kind})
    enqueue(mail_confirmation, account_id=str(person_id), kind=kind)


@transaction.atomic
def confirm_mails(*, kind: str, token: str, by: Actor) -> None:
    """One statement consumes the token. Raises `NotVisible` for one that is not (any more) this person's."""
    waiting = MailSubscription.objects.filter(account_id=_person(by), kind=kind, token_hash=hash_of(token))
    if not waiting.update(token_hash=None, confirmed_at=clock.now(), sent_at=clock.now()):
        raise NotVisible("token_unknown")
    audit.record("portal.mails.confirmed", by=by, details={"kind": kind})


@transaction.atomic
def end_mails(*, kind: str, by: Actor) -> None:
    if MailSubscription.objects.filter(account_id=_person(by), kind=kind).delete()[0]:
        audit.record("portal.mails.ended", by=by, details={"kind": kind})


def subscription_of(kind: str, actor: Actor) -> MailSubscription | None:
    return MailSubscription.objects.filter(account_id=_person(actor), kind=kind).first()


def subscribers(kind: str) -> list[UUID]:
    """Accounts only: each row is then read as its own person, behind his wall."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_announcements_subscribers(%s)", [kind])
        return [row[0] for row in cursor.fetchall()]


def new_token(subscription: MailSubscription) -> str:
    token = secrets.token_urlsafe(32)
    subscription.token_hash = hash_of(token)
    subscription.save(update_fields=["token_hash"])
    return token


def hash_of(token: str) -> bytes:
    """Of a machine-made secret of 256 bits: one SHA-256 suffices."""
    return hashlib.sha256(token.encode()).digest()


def _person(actor: Actor) -> UUID:
    """Raises `Refused` for nobody."""
    permissions.may_mark_read(actor).enforce()
    assert actor.person_id is not None  # who is signed in has one
    return actor.person_id
