"""Token cards are ordered, printed, activated by a first right code, and ordered again in time."""

from django.db import transaction

from beffroi.identity import policies
from beffroi.identity.actions.history import note
from beffroi.identity.actions.keys import move_key, tell_of_change
from beffroi.identity.browser import Visitor
from beffroi.identity.keys import token_card
from beffroi.identity.models import CardCell, Key, Person, TokenCard, Transaction
from beffroi.identity.queries import new_card_of
from beffroi.identity.rules import CARD_POSITIONS, new_card_code
from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.jobs import enqueue
from beffroi.kernel.verdict import Verdict, refused

AUTOMATIC = Visitor()


@transaction.atomic
def order_card(*, person: Person, visitor: Visitor = AUTOMATIC, by: Actor | None = None) -> Key:
    """A pending card without codes: the printing job makes them. An earlier pending one is given up."""
    for earlier in Key.objects.select_for_update().filter(person=person, kind="token_card", state="pending"):
        move_key(earlier, "replace", reason="ordered_again")
    key = Key.objects.create(person=person, kind="token_card", state="pending", created_at=clock.now())
    TokenCard.objects.create(
        key=key, number=token_card.new_number(), salt=token_card.new_salt(), requested_on=clock.today()
    )
    tell_of_change(person, "card_ordered")
    note(person, "token_card", "ordered", "permitted", visitor=visitor, by=by)
    from beffroi.identity.handlers import print_card

    enqueue(print_card, key_id=str(key.id))
    return key


def reorder_card_when_few(key: Key) -> None:
    """At six codes left, once (TC-06)."""
    if token_card.codes_left(key) > policies.CARD_REORDER_AT:
        return
    if not Key.objects.filter(person_id=key.person_id, kind=key.kind, state="pending").exists():
        order_card(person=key.person)


def fill_card(card: TokenCard, codes: list[str] | None = None) -> list[str]:
    """Gives the card its 24 codes, kept as hashes only, and returns them for printing. Replaces any it had."""
    codes = codes or [new_card_code() for _ in range(CARD_POSITIONS)]
    salt = bytes(card.salt)
    CardCell.objects.filter(card=card).delete()
    CardCell.objects.bulk_create(
        CardCell(card=card, position=position, code_hash=token_card.hash_of(salt, position, code))
        for position, code in enumerate(codes, 1)
    )
    return codes


@transaction.atomic
def activate_card(key: Key, *, visitor: Visitor) -> None:
    """A first right code makes a new card the card; only then the old one dies (TC-07)."""
    if key.state != "pending":
        return
    for old in Key.objects.select_for_update().filter(person=key.person, kind=key.kind, state__in=["active", "locked"]):
        move_key(old, "replace", reason="new_card")
    move_key(key, "activate")
    tell_of_change(key.person, "card_activated")
    note(key.person, key.kind, "activated", "permitted", visitor=visitor)


def use_new_card(*, under_way: Transaction) -> Verdict:
    """The sign-in goes on with the new card, also when the old one is locked."""
    assert under_way.person is not None
    key = new_card_of(under_way.person)
    if key is None:
        return refused("key_not_held")
    under_way.held_key = key
    under_way.save(update_fields=["held_key"])
    return token_card.ask(under_way, key, clock.now())
