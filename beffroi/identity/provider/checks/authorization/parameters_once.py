"""No parameter stands twice (RFC 6749 §3.1)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest


def check(asked: AuthorizationRequest) -> None:
    if asked.parameters.repeated:
        raise InvalidRequest("a parameter is repeated")
