"""No parameter stands twice (RFC 6749 §3.2)."""

from beffroi.identity.provider.errors import InvalidRequest
from beffroi.identity.provider.token_request import TokenRequest


def check(asked: TokenRequest) -> None:
    if asked.parameters.repeated:
        raise InvalidRequest("a parameter is repeated")
