"""The service is who it says (RFC 6749 §2.3.1). Unknown, suspended and wrong secret get one answer (test OP-ENUM)."""

import hmac

from beffroi.identity.browser import hashed
from beffroi.identity.provider.errors import InvalidClient
from beffroi.identity.provider.token_request import TokenRequest

_NOBODY = b"\0" * 32


def check(asked: TokenRequest) -> None:
    client, sent = asked.client, asked.credentials
    kept = bytes(client.secret_hash) if client and client.suspended_at is None else _NOBODY
    is_same = hmac.compare_digest(kept, hashed(sent.secret))
    claimed = asked.parameters.get("client_id")
    if not is_same or (claimed and claimed != sent.client_id):
        raise InvalidClient("client authentication failed")
