"""Keys are added, activated, locked and ended; each change is told to the person on the channels he has (KM-02)."""

from django.db import transaction

from beffroi.identity import states
from beffroi.identity.actions.history import note
from beffroi.identity.browser import Visitor
from beffroi.identity.models import Key, Person
from beffroi.kernel import clock
from beffroi.kernel.jobs import enqueue


def move_key(key: Key, verb: str, *, reason: str = "") -> bool:
    """Along `states.KEY`; False when another request moved it first."""
    target = states.KEY.after(key.state, verb)
    now = clock.now()
    changes: dict[str, object] = {"state": target, "reason": reason}
    if target == "active":
        changes["activated_at"] = now
    if target == "ended":
        changes["ended_at"] = now
    moved = Key.objects.filter(id=key.id, state=key.state).update(**changes) == 1
    if moved:
        key.state = target
    return moved


@transaction.atomic
def lock_key(key: Key, reason: str, *, visitor: Visitor) -> None:
    if key.state == "active" and move_key(key, "lock", reason=reason):
        tell_of_change(key.person, "key_locked")
        note(key.person, key.kind, "locked", "permitted", visitor=visitor, reason=reason)


def tell_of_change(person: Person, change: str) -> None:
    """Queues the mail; `change` is a code of `mails.change_words` (KM-02, ASVS v5.0.0-6.3.7)."""
    from beffroi.identity.handlers import send_change_mail

    if person.email:
        enqueue(send_change_mail, person_id=str(person.id), change=change)
