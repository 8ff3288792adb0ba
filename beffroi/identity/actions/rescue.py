"""The way back in for who was locked out: done by the desk after it has identified the person by other means."""

from django.db import transaction

from beffroi.identity.actions.history import note
from beffroi.identity.actions.keys import move_key, tell_of_change
from beffroi.identity.browser import Visitor
from beffroi.identity.models import Key, Person, TokenCard
from beffroi.kernel import audit, throttle
from beffroi.kernel.actor import Actor


@transaction.atomic
def unlock_person(*, person: Person, purpose: str, by: Actor) -> list[str]:
    """Unlocks every locked key and the password (RL-02: bound anew); returns the kinds of the keys unlocked.

    `purpose`: how the person was identified; it goes into the security log. The password and secrets stay as they
    were: nobody chooses them for the person (PW-11).
    """
    unlocked = []
    for key in Key.objects.select_for_update().filter(person=person, state="locked"):
        if move_key(key, "unlock"):
            TokenCard.objects.filter(key=key).update(wrong_tries=0)
            throttle.forget("identity.code", f"{key.kind}|{person.id}")
            note(person, key.kind, "unlocked", "permitted", visitor=Visitor(), by=by, reason="by_desk")
            unlocked.append(key.kind)
    throttle.forget("identity.name", person.user_name or "")
    audit.record(
        "identity.person.unlocked", by=by, niss=person.national_number, purpose=purpose[:60], details={"keys": unlocked}
    )
    tell_of_change(person, "unlocked")
    return unlocked
