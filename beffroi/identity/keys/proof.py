"""What each key with a security code must be able to do. One module a key; the table names them."""

from datetime import datetime
from typing import Protocol

from beffroi.identity.keys import email_code, mobile_app, token_card
from beffroi.identity.models import Key, Transaction
from beffroi.kernel.verdict import Verdict


class Proof(Protocol):
    """`ask`: after the right password, sends or chooses what will be asked; called again by « send again ».

    `accepts`: whether `code` (folded by `rules.typed_code`) is right, spending it in one atomic statement.
    Refusals: `code_wrong`, `code_expired`, `code_tries_spent`, `code_used`, `too_many_sends`, `key_locked`.
    """

    def ask(self, transaction: Transaction, key: Key, now: datetime) -> Verdict: ...

    def accepts(self, transaction: Transaction, key: Key, code: str, now: datetime) -> Verdict: ...


PROOFS: dict[str, Proof] = {"email_code": email_code, "mobile_app": mobile_app, "token_card": token_card}
