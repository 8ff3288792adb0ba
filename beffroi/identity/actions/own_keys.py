"""What a person changes about his own keys, after a fresh sign-in (TO-05, TC-08, PW-08, KM-02)."""

from django.db import transaction

from beffroi.identity import policies, rules
from beffroi.identity.actions.cards import order_card
from beffroi.identity.actions.history import note
from beffroi.identity.actions.keys import move_key, tell_of_change
from beffroi.identity.actions.passwords import set_password
from beffroi.identity.browser import Visitor
from beffroi.identity.keys import mobile_app, password
from beffroi.identity.models import Key, MobileApp, Password, Person, Session
from beffroi.identity.permissions import may_change_keys, may_change_password
from beffroi.identity.queries import app_being_added
from beffroi.identity.sessions import actor_of
from beffroi.kernel import clock, throttle
from beffroi.kernel.actor import Actor
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


@transaction.atomic
def begin_app(*, session: Session, visitor: Visitor) -> None:
    """A new secret, in force only once its first code was typed. The app linked before works until then."""
    may_change_keys(session, clock.now()).enforce()
    for earlier in Key.objects.select_for_update().filter(person=session.person, kind="mobile_app", state="pending"):
        move_key(earlier, "replace", reason="begun_again")
    key = Key.objects.create(person=session.person, kind="mobile_app", state="pending", created_at=clock.now())
    MobileApp.objects.create(key=key, secret=mobile_app.new_secret())
    note(session.person, key.kind, "added", "permitted", visitor=visitor, session=session, by=_by(session, visitor))


def confirm_app(*, session: Session, typed: str, visitor: Visitor) -> Verdict:
    """Refusals: those of `may_change_keys`, `key_not_held`, `code_wrong`, `too_many_tries`."""
    verdict = may_change_keys(session, clock.now())
    key = app_being_added(session.person_id)
    if not verdict or key is None:
        return verdict and refused("key_not_held")
    attempt = throttle.attempt("identity.code", f"add|{key.id}", policies.CODE)
    if not attempt.is_admitted:
        return refused("too_many_tries", retry_after=attempt.retry_after)
    if not (verdict := mobile_app.accepts(None, key, rules.typed_code(typed), clock.now())):
        return verdict
    with transaction.atomic():
        _replace(session.person, key, "mobile_app")
        tell_of_change(session.person, "app_added")
        note(session.person, key.kind, "activated", "permitted", visitor=visitor, by=_by(session, visitor))
    return PERMITTED


def _replace(person: Person, key: Key, kind: str) -> None:
    for old in Key.objects.select_for_update().filter(person=person, kind=kind, state__in=["active", "locked"]):
        move_key(old, "replace", reason="new_key")
    move_key(key, "activate")


@transaction.atomic
def order_own_card(*, session: Session, visitor: Visitor) -> None:
    may_change_keys(session, clock.now()).enforce()
    order_card(person=session.person, visitor=visitor, by=_by(session, visitor))


@transaction.atomic
def end_own_key(*, session: Session, key: Key, visitor: Visitor) -> None:
    """Any live session may end a key: who lost a card must not need it to say so. The person is told."""
    if move_key(key, "revoke", reason="by_owner"):
        note(session.person, key.kind, "ended", "permitted", visitor=visitor, session=session, by=_by(session, visitor))
        tell_of_change(session.person, "key_ended")


def change_password(*, session: Session, old: str, new: str, visitor: Visitor) -> Verdict:
    """Refusals: those of `may_change_password`, `too_many_tries`, `password_wrong`, and `keys.password.weakness`."""
    if not (verdict := may_change_password(session, clock.now())):
        return verdict
    person = session.person
    attempt = throttle.attempt("identity.code", f"password|{person.id}", policies.CODE)
    if not attempt.is_admitted:
        return refused("too_many_tries", retry_after=attempt.retry_after)
    stored = Password.objects.get(person=person)
    if not password.is_right(old, stored.hash):
        note(person, "password", "password", "failed", visitor=visitor, session=session, reason="password_wrong")
        return refused("old_password_wrong")
    own_words = [person.given_names, person.surname, person.user_name or "", str(person.email or "").partition("@")[0]]
    if reason := password.weakness(new, [word for text in own_words for word in (text, *text.split())]):
        return refused(reason)
    throttle.forget("identity.code", f"password|{person.id}")
    with transaction.atomic():
        set_password(person=person, new=new, by=_by(session, visitor))
        note(person, "password", "renewed", "permitted", visitor=visitor, session=session, by=_by(session, visitor))
        tell_of_change(person, "password_changed")
    return PERMITTED


def _by(session: Session, visitor: Visitor) -> Actor:
    return actor_of(session, visitor.address)
