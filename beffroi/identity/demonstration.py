"""Registers persons with ready keys: for demonstration sets and tests. Production refuses such persons at its start."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from django.db import transaction

from beffroi.identity import rules
from beffroi.identity.actions.cards import fill_card
from beffroi.identity.keys import password as passwords
from beffroi.identity.keys import token_card
from beffroi.identity.models import Key, MobileApp, Password, Person, TokenCard
from beffroi.identity.paper import card_letter
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor, system_actor
from beffroi.kernel.niss import Niss
from beffroi.kernel.seal import keyed_hash
from beffroi.partners.post import client as post


@cache
def _hashed(password: str) -> str:
    """Once a password: the persons of a set share theirs."""
    return passwords.hash_of(password)


@transaction.atomic
def register_person(
    *,
    niss: Niss,
    given_names: str,
    surname: str,
    language: str,
    user_name: str,
    password: str,
    email: str = "",
    keys: Sequence[str] = (),
    totp_secret: str = "",
    card_seed: str = "",
    by: Actor | None = None,
) -> Person:
    """The person with active `keys` (codes of `keys.catalogue`). Idempotent by NISS: one registered before is kept as is.

    `totp_secret` in Base32. `card_seed`: the 24 codes are made from it; without it, by chance. The card is posted.
    """
    lookup = niss_lookup(niss)
    known = Person.objects.filter(niss_lookup=lookup).first()
    if known is not None:
        return known
    now = clock.now()
    person = Person.objects.create(
        niss=niss.digits,
        niss_lookup=lookup,
        user_name=rules.folded_user_name(user_name),
        given_names=given_names,
        surname=surname,
        language=language,
        email=email or None,
        email_confirmed_at=now if email else None,
        created_at=now,
    )
    Password.objects.create(person=person, hash=_hashed(password), changed_at=now)
    for kind in keys:
        key = Key.objects.create(person=person, kind=kind, state="active", created_at=now, activated_at=now)
        if kind == "mobile_app":
            MobileApp.objects.create(key=key, secret=totp_secret)
        if kind == "token_card":
            _give_card(key, card_seed)
    audit.record(
        "identity.person.registered", by=by or system_actor("demonstration"), niss=niss, details={"keys": list(keys)}
    )
    return person


def niss_lookup(niss: Niss) -> bytes:
    return keyed_hash(niss.digits, "identity.niss")


def card_codes(seed: str) -> list[str]:
    """24 codes that the demonstration prints again and again; the seed is public, the card worth nothing elsewhere."""
    letters = len(rules.CARD_ALPHABET)
    return [
        "".join(
            rules.CARD_ALPHABET[sha256(f"{seed}|{position}|{place}".encode()).digest()[0] % letters]
            for place in range(rules.CARD_LETTERS)
        )
        for position in range(1, rules.CARD_POSITIONS + 1)
    ]


def _give_card(key: Key, seed: str) -> None:
    number = token_card.new_number()
    card = TokenCard.objects.create(
        key=key, number=number, salt=token_card.new_salt(), requested_on=clock.today(), posted_at=clock.now()
    )
    codes = fill_card(card, card_codes(seed) if seed else None)
    post.post(card_letter(card, codes))
