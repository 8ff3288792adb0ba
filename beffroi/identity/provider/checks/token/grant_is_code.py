"""The only grant is the authorization code (RFC 9700 §2.4: no password grant, no implicit)."""

from beffroi.identity.provider.errors import InvalidRequest, UnsupportedGrantType
from beffroi.identity.provider.token_request import TokenRequest


def check(asked: TokenRequest) -> None:
    grant_type = asked.parameters.get("grant_type")
    if not grant_type:
        raise InvalidRequest("grant_type is missing")
    if grant_type != "authorization_code":
        raise UnsupportedGrantType("grant_type must be authorization_code")
