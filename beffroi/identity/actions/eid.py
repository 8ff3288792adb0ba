"""The eID card signs a person in: the challenge is spent, the card judged, its holder found by the NISS on it."""

from django.db import transaction

from beffroi.identity import policies
from beffroi.identity.actions.codes import SignedIn, sign_in_with_key
from beffroi.identity.actions.history import note
from beffroi.identity.actions.keys import move_key, tell_of_change
from beffroi.identity.browser import Visitor
from beffroi.identity.keys import eid
from beffroi.identity.models import Key, Person, Session, Transaction
from beffroi.kernel import audit, clock, throttle
from beffroi.kernel.actor import Actor
from beffroi.kernel.niss import Niss
from beffroi.kernel.seal import keyed_hash
from beffroi.kernel.verdict import Verdict, refused
from beffroi.partners.eid import Holder, TokenRefused


def check_card(
    *, under_way: Transaction, token: str, current: Session | None, visitor: Visitor
) -> tuple[Verdict, SignedIn | None]:
    """`current`: the browser's live session, raised by a step-up.

    Refusals: `too_many_tries`, `challenge_spent`, `card_refused` (facts `check`, `detail`: those of `TokenRefused`),
    `card_number`, `card_unknown`, `key_locked`, `already_answered`.
    """
    attempt = throttle.attempt("identity.address", visitor.address, policies.ADDRESS)
    if not attempt.is_admitted:
        return refused("too_many_tries", retry_after=attempt.retry_after), None
    nonce = eid.spend(under_way, clock.now())
    if nonce is None:
        return _recorded(refused("challenge_spent"), under_way, visitor), None
    try:
        holder = eid.holder_of(token, nonce, clock.now())
    except TokenRefused as refusal:
        return _refused(refusal, under_way, visitor), None
    throttle.give_back("identity.address", visitor.address)
    return _recognise(holder, under_way, current, visitor)


def _recognise(
    holder: Holder, under_way: Transaction, current: Session | None, visitor: Visitor
) -> tuple[Verdict, SignedIn | None]:
    niss = _niss(holder)
    if niss is None:
        return _recorded(refused("card_number"), under_way, visitor), None
    person = _person(niss)
    if person is None:
        return _recorded(refused("card_unknown"), under_way, visitor, niss), None
    with transaction.atomic():
        key = _key_of(person, visitor)
        if key.state != "active":
            note(person, "eid", "card", "refused", client_id=under_way.client_id, visitor=visitor, reason="key_locked")
            return refused("key_locked"), None
        return sign_in_with_key(under_way, person, key, current, visitor)


def _niss(holder: Holder) -> Niss | None:
    """None where the card carries no valid number (EI-11)."""
    try:
        return Niss.parse(holder.niss or "")
    except ValueError:
        return None


def _person(niss: Niss) -> Person | None:
    lookup = keyed_hash(niss.digits, "identity.niss")
    return Person.objects.filter(niss_lookup=lookup, closed_at=None).first()


def _key_of(person: Person, visitor: Visitor) -> Key:
    """The State hands the card out, not we: its first use makes it a key of the person's, and he is told (KM-02)."""
    Person.objects.select_for_update().get(id=person.id)  # two first uses at once make one key
    held = Key.objects.filter(person=person, kind="eid").exclude(state="ended").first()
    if held is not None:
        return held
    key = Key.objects.create(person=person, kind="eid", state="pending", created_at=clock.now())
    move_key(key, "activate")
    tell_of_change(person, "eid_added")
    note(person, "eid", "added", "permitted", visitor=visitor)
    return key


def _refused(refusal: TokenRefused, under_way: Transaction, visitor: Visitor) -> Verdict:
    """A card that signed although it is revoked belongs into its holder's history: somebody holds it and its PIN."""
    verdict = refused("card_refused", check=refusal.check, detail=refusal.reason)
    niss = _niss(refusal.holder) if refusal.holder else None
    person = _person(niss) if niss else None
    if person is None:
        return _recorded(verdict, under_way, visitor, niss)
    reason = f"{refusal.check}.{refusal.reason}"
    note(person, "eid", "card", "refused", client_id=under_way.client_id, visitor=visitor, reason=reason)
    return verdict


def _recorded(verdict: Verdict, under_way: Transaction, visitor: Visitor, niss: Niss | None = None) -> Verdict:
    """In the security log only: nobody we know of."""
    facts = verdict.facts
    audit.record(
        "identity.key.card",
        by=Actor(address=visitor.address),
        result="refused",
        reason=f"{facts['check']}.{facts['detail']}" if "check" in facts else verdict.reason,
        niss=niss,
        details={"key": "eid", "client": under_way.client_id},
    )
    return verdict
