"""The token card: 24 numbered codes of six letters, each good once (TC-01 … TC-09).

A cell is kept as HMAC-SHA-256 under a key outside the database, with the card's salt and its position: Argon2id
would cost 24 hashes a card to protect 25.9 bits, which the keyed step protects better (identity facts §4.3).
"""

import secrets
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.crypto import get_random_string

from beffroi.identity import policies
from beffroi.identity.models import CardCell, Key, TokenCard, Transaction
from beffroi.identity.rules import CARD_ALPHABET
from beffroi.kernel.seal import keyed_hash
from beffroi.kernel.verdict import PERMITTED, Verdict, refused

# Counts the try; five wrong ones in a row lock the card. The right one spends its cell, once (TC-03, TC-05).
_SPEND = """
WITH cell AS (
  UPDATE identity_cardcell SET spent_at = %(now)s, spent_as = 'used'
  WHERE card_id = %(card)s AND spent_at IS NULL AND code_hash = %(hash)s
    AND position = (SELECT asked_position FROM identity_tokencard
                    WHERE key_id = %(card)s AND asked_until > %(now)s AND wrong_tries < %(tries)s FOR UPDATE)
  RETURNING position
)
UPDATE identity_tokencard SET
  wrong_tries = CASE WHEN EXISTS (SELECT 1 FROM cell) THEN 0 ELSE wrong_tries + 1 END,
  asked_position = CASE WHEN EXISTS (SELECT 1 FROM cell) THEN NULL ELSE asked_position END,
  asked_times = CASE WHEN EXISTS (SELECT 1 FROM cell) THEN 0 ELSE asked_times END
WHERE key_id = %(card)s AND asked_position IS NOT NULL AND asked_until > %(now)s AND wrong_tries < %(tries)s
RETURNING EXISTS (SELECT 1 FROM cell), wrong_tries
"""


def ask(under_way: Transaction | None, key: Key, now: datetime) -> Verdict:
    """Asks the same position until it is answered; burns it after three unanswered showings (TC-04)."""
    with transaction.atomic():
        card = TokenCard.objects.select_for_update().get(key=key)
        if card.asked_position is not None and card.asked_times >= policies.CARD_SHOWINGS:
            card.cells.filter(position=card.asked_position).update(spent_at=now, spent_as="burnt")
            card.asked_position = None
        if card.asked_position is None:
            card.asked_position, card.asked_times = _any_unspent(card), 0
        if card.asked_position is None:
            card.save(update_fields=["asked_position"])
            return refused("card_spent")
        card.asked_times, card.asked_until = card.asked_times + 1, now + policies.CARD_CODE_LIFETIME
        card.save(update_fields=["asked_position", "asked_times", "asked_until"])
    return PERMITTED


def accepts(under_way: Transaction | None, key: Key, code: str, now: datetime) -> Verdict:
    card = TokenCard.objects.get(key=key)
    if card.asked_position is None:
        return refused("code_used")
    values: dict[str, Any] = {
        "card": key.pk,
        "hash": hash_of(bytes(card.salt), card.asked_position, code),
        "now": now,
        "tries": policies.CARD_TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, values)
        row = cursor.fetchone()
    if row is None:
        return refused("code_expired" if card.wrong_tries < policies.CARD_TRIES else "key_locked")
    if row[0]:
        return PERMITTED
    return refused("key_locked" if row[1] >= policies.CARD_TRIES else "code_wrong")


def codes_left(key: Key) -> int:
    return CardCell.objects.filter(card_id=key.pk, spent_at=None).count()


def hash_of(salt: bytes, position: int, code: str) -> bytes:
    return keyed_hash(f"{salt.hex()}\0{position}\0{code}", "identity.token_card")


def new_salt() -> bytes:
    return secrets.token_bytes(16)


def new_number() -> str:
    """Public; printed on the card so that a person tells two cards apart."""
    return get_random_string(8, CARD_ALPHABET)


def _any_unspent(card: TokenCard) -> int | None:
    """At random: the next position cannot be foreseen."""
    positions = list(card.cells.filter(spent_at=None).values_list("position", flat=True))
    return secrets.choice(positions) if positions else None
