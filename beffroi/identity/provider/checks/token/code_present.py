"""A code is sent (RFC 6749 §4.1.3)."""

from beffroi.identity.provider.errors import InvalidRequest
from beffroi.identity.provider.token_request import TokenRequest


def check(asked: TokenRequest) -> None:
    if not asked.parameters.get("code"):
        raise InvalidRequest("code is missing")
