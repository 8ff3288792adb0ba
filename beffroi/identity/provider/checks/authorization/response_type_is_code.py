"""Only the code flow: no token ever travels through the browser (RFC 9700 §2.1.2)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest, UnsupportedResponseType


def check(asked: AuthorizationRequest) -> None:
    response_type = asked.parameters.get("response_type")
    if not response_type:
        raise InvalidRequest("response_type is missing")
    if response_type != "code":
        raise UnsupportedResponseType("response_type must be code")
