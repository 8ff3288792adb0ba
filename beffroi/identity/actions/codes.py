"""The second factor: the security code; right, it signs the person in."""

from dataclasses import dataclass

from django.db import transaction

from beffroi.identity import policies, rules
from beffroi.identity.actions.cards import activate_card, reorder_card_when_few
from beffroi.identity.actions.history import note
from beffroi.identity.actions.keys import lock_key
from beffroi.identity.actions.sessions import open_session
from beffroi.identity.browser import Visitor
from beffroi.identity.keys.proof import PROOFS
from beffroi.identity.models import Key, Person, Session, Transaction
from beffroi.kernel import clock, throttle
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`secret` goes into the browser's session cookie."""

    session: Session
    secret: str


def check_code(
    *, under_way: Transaction, typed: str, current: Session | None, visitor: Visitor
) -> tuple[Verdict, SignedIn | None]:
    """`current`: the browser's live session, raised by a step-up. Refusals: those of `keys.proof`, `too_many_tries`,
    `key_locked`, `already_answered`."""
    person, key = _held(under_way)
    subject = f"{key.kind}|{person.id}"
    attempt = throttle.attempt("identity.code", subject, policies.CODE)
    if attempt.is_shut:
        lock_key(key, "too_many_tries", visitor=visitor)
        return refused("key_locked"), None
    if not attempt.is_admitted:
        return refused("too_many_tries", retry_after=attempt.retry_after), None
    verdict = PROOFS[key.kind].accepts(under_way, key, rules.typed_code(typed), clock.now())
    if not verdict:
        note(person, key.kind, "code", "failed", client_id=under_way.client_id, visitor=visitor, reason=verdict.reason)
        if verdict.reason == "key_locked":
            lock_key(key, "wrong_codes", visitor=visitor)
        return verdict, None
    throttle.forget("identity.code", subject)
    throttle.give_back("identity.address", visitor.address)
    return sign_in_with_key(under_way, person, key, current, visitor)


@transaction.atomic
def sign_in_with_key(
    under_way: Transaction, person: Person, key: Key, current: Session | None, visitor: Visitor
) -> tuple[Verdict, SignedIn | None]:
    """After the key's proof: this transaction is authenticated, once, and the session opened or raised."""
    now = clock.now()
    open_ones = Transaction.objects.filter(
        reference=under_way.reference, authenticated_at=None, finished_at=None, expires_at__gt=now
    )
    if not open_ones.update(authenticated_at=now, person=person, key=key.kind, held_key=key):
        return refused("already_answered"), None
    if key.kind == "token_card":
        activate_card(key, visitor=visitor)
        reorder_card_when_few(key)
    Key.objects.filter(id=key.id).update(last_used_at=now)
    session, secret = open_session(
        person=person, key=key.kind, current=current, client_id=under_way.client_id, visitor=visitor
    )
    return PERMITTED, SignedIn(session, secret)


def ask_again(*, under_way: Transaction) -> Verdict:
    """Sends another mail, or gives the card's position five more minutes."""
    _, key = _held(under_way)
    return PROOFS[key.kind].ask(under_way, key, clock.now())


def _held(under_way: Transaction) -> tuple[Person, Key]:
    assert under_way.person is not None and under_way.held_key is not None  # the pages' checks saw to it
    return under_way.person, under_way.held_key
