"""The first factor: user name and password. Known and unknown names take the same steps, statements and time (PW-10)."""

from dataclasses import dataclass

from django.db import transaction

from beffroi.identity import policies, rules
from beffroi.identity.actions.history import note, note_by_name
from beffroi.identity.browser import Visitor
from beffroi.identity.keys import password
from beffroi.identity.keys.catalogue import KeyKind
from beffroi.identity.keys.proof import PROOFS
from beffroi.identity.models import Key, Password, Person, Transaction
from beffroi.kernel import audit, clock, throttle
from beffroi.kernel.actor import Actor
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


@dataclass(frozen=True, slots=True)
class _Subjects:
    """The three things a try is counted against."""

    pair: str
    name: str
    address: str


def check_password(*, under_way: Transaction, kind: KeyKind, user_name: str, typed: str, visitor: Visitor) -> Verdict:
    """On success `under_way` knows the person and key, and the key has been asked for its code.

    Refusals: `password_wrong` (also for unknown names), `too_many_tries` (`retry_after` seconds), `password_shut`,
    and after the right password `key_not_held`, `key_locked`, `card_spent`, `too_many_sends`.
    """
    name = rules.folded_user_name(user_name)
    subjects = _Subjects(f"{visitor.address}|{name}", name, visitor.address)
    if not (verdict := _count(subjects)):
        return verdict
    person, stored = _find(name)
    if not password.is_right(typed, stored) or person is None:
        note_by_name(name, kind.code, "password", "failed", under_way.client_id, visitor)
        return refused("password_wrong")
    throttle.forget("identity.address_and_name", subjects.pair)
    throttle.forget("identity.name", subjects.name)
    if stored and password.is_outdated(stored):
        Password.objects.filter(person=person, hash=stored).update(hash=password.hash_of(typed))
    return _ask_for_code(under_way, kind, person, visitor)


def _count(subjects: _Subjects) -> Verdict:
    counted = (
        throttle.attempt("identity.address", subjects.address, policies.ADDRESS),
        throttle.attempt("identity.address_and_name", subjects.pair, policies.ADDRESS_AND_NAME),
    )
    for attempt in counted:
        if not attempt.is_admitted:
            return refused("too_many_tries", retry_after=attempt.retry_after)
    if not throttle.attempt("identity.name", subjects.name, policies.NAME).is_admitted:
        return refused("password_shut")
    return PERMITTED


def _find(name: str) -> tuple[Person | None, str | None]:
    """The person with the hash in one statement, and the same statement for nobody."""
    person = Person.objects.select_related("password").filter(user_name=name, closed_at=None).first()
    stored = getattr(person, "password", None)
    return person, stored.hash if stored else None


def _ask_for_code(under_way: Transaction, kind: KeyKind, person: Person, visitor: Visitor) -> Verdict:
    keys = Key.objects.filter(person=person, kind=kind.code, state__in=["active", "locked", "pending"])
    key = min(keys, key=lambda k: ["active", "locked", "pending"].index(k.state), default=None)
    if key is None or (key.state == "pending" and kind.code != "token_card"):
        return _stop(person, kind, "key_not_held", under_way, visitor)
    if key.state == "locked":
        return _stop(person, kind, "key_locked", under_way, visitor)
    now = clock.now()
    under_way.person, under_way.key, under_way.held_key, under_way.password_passed_at = person, kind.code, key, now
    under_way.save(update_fields=["person", "key", "held_key", "password_passed_at"])
    verdict = PROOFS[kind.code].ask(under_way, key, now)
    if not verdict and verdict.reason != "too_many_sends":
        return _stop(person, kind, verdict.reason, under_way, visitor)
    return verdict


def _stop(person: Person, kind: KeyKind, reason: str, under_way: Transaction, visitor: Visitor) -> Verdict:
    note(person, kind.code, "password", "refused", client_id=under_way.client_id, visitor=visitor, reason=reason)
    return refused(reason)


@transaction.atomic
def set_password(*, person: Person, new: str, by: Actor) -> None:
    """Without a check of the new password's strength: `change_password` and the loader do theirs."""
    Password.objects.update_or_create(
        person=person, defaults={"hash": password.hash_of(new), "changed_at": clock.now()}
    )
    audit.record("identity.password.changed", by=by, niss=person.national_number)
