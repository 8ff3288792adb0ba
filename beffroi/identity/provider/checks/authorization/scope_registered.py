"""`openid` is asked; of the rest, only what the service is registered for.

A scope unknown here is ignored (OpenID Connect Core §3.1.2.1); a scope we know but the service may not use is
refused aloud, never narrowed in silence: the service would fail later, far from the cause.
"""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.claims import SCOPES
from beffroi.identity.provider.errors import InvalidScope


def check(asked: AuthorizationRequest) -> None:
    scopes = asked.parameters.words("scope")
    if "openid" not in scopes:
        raise InvalidScope("scope must contain openid")
    for scope in scopes:
        if scope in SCOPES and scope not in asked.known_client.scopes:
            raise InvalidScope(f"{scope} is not registered for this client")
