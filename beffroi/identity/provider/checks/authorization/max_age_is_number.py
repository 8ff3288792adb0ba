"""`max_age` is a number of seconds, zero or more (OpenID Connect Core §3.1.2.1)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest


def check(asked: AuthorizationRequest) -> None:
    text = asked.parameters.get("max_age")
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidRequest("max_age must be a number of seconds")
