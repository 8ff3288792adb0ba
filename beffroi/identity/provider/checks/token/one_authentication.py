"""The client authenticates in one way only (RFC 6749 §2.3)."""

from beffroi.identity.provider.errors import InvalidRequest
from beffroi.identity.provider.token_request import TokenRequest


def check(asked: TokenRequest) -> None:
    if asked.credentials.by_header and asked.credentials.by_body:
        raise InvalidRequest("client authenticates twice")
