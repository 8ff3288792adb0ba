"""The answer goes to an address registered letter for letter (RFC 9700 §2.1, test OP-REDIR; no prefix, no pattern)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.kernel.errors import BadRequest


def check(asked: AuthorizationRequest) -> None:
    if "redirect_uri" in asked.parameters.repeated or asked.redirect_uri not in asked.known_client.redirect_uris:
        raise BadRequest("unregistered_address")
