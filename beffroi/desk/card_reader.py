"""The virtual card reader: lists the cards of our test authority, takes a PIN, lets the card sign for Web eID."""

import base64
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from beffroi.desk.models import CardPin
from beffroi.kernel.errors import NotVisible
from beffroi.kernel.verdict import PERMITTED, Verdict, refused
from beffroi.partners.eid.fake.office import StoredCard, cards_in

PIN = "1234"  # of every card: nobody's
TRIES = 3  # wrong in a row, then the card is blocked
ALGORITHM = "ES384"
SHORTEST_NONCE = 44  # characters; the real extension refuses shorter ones too


def folder() -> Path:
    return settings.STATE / "eid"


def cards() -> list[tuple[StoredCard, int]]:
    """With the PIN tries left, by name."""
    wrong = dict(CardPin.objects.values_list("code", "wrong_tries"))
    listed = [(card, TRIES - wrong.get(card.code, 0)) for card in cards_in(folder()).values()]
    return sorted(listed, key=lambda each: (each[0].name, each[0].code))


def card_with(code: str) -> StoredCard:
    """Raises `NotVisible`."""
    card = cards_in(folder()).get(code)
    if card is None:
        raise NotVisible("no_such_card")
    return card


@transaction.atomic
def type_pin(*, card: StoredCard, pin: str) -> Verdict:
    """Refusals: `pin_wrong` (fact `left`), `pin_blocked`. A right PIN forgets the wrong ones."""
    tries, _ = CardPin.objects.select_for_update().get_or_create(code=card.code)
    if tries.wrong_tries >= TRIES:
        return refused("pin_blocked")
    tries.wrong_tries = 0 if pin == PIN else tries.wrong_tries + 1
    tries.save(update_fields=["wrong_tries"])
    if not tries.wrong_tries:
        return PERMITTED
    left = TRIES - tries.wrong_tries
    return refused("pin_wrong", left=left) if left else refused("pin_blocked")


def unblock(*, code: str) -> None:
    """What a municipality does with the PUK."""
    CardPin.objects.filter(code=code).update(wrong_tries=0)


def token_of(card: StoredCard, *, origin: str, nonce: str) -> dict[str, str]:
    """As the Web eID program answers; `origin`: of the page that asked, as the browser says it."""
    signature = card.card.sign(ALGORITHM, origin, nonce)
    return {
        "unverifiedCertificate": base64.b64encode(card.card.certificate.public_bytes(Encoding.DER)).decode(),
        "algorithm": ALGORITHM,
        "signature": base64.b64encode(signature).decode(),
        "format": "web-eid:1.0",
        "appVersion": "https://web-eid.eu/web-eid-app/releases/2.8.0+0",
    }
