"""Use cases of the OpenID provider. Each is one atomic step."""

from beffroi.identity.provider.actions.announce_end import announce_end, tell_services
from beffroi.identity.provider.actions.issue_code import answer_transaction, cancel_transaction, issue_code_silently
from beffroi.identity.provider.actions.redeem_code import redeem_code
from beffroi.identity.provider.actions.register_client import register_client
from beffroi.identity.provider.actions.signing_keys import ensure_signing_key

__all__ = [
    "announce_end",
    "answer_transaction",
    "cancel_transaction",
    "ensure_signing_key",
    "issue_code_silently",
    "redeem_code",
    "register_client",
    "tell_services",
]
