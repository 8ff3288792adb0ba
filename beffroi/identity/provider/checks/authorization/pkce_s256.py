"""PKCE by S256 where the service is registered with it, which is the rule (RFC 7636, RFC 9700 §2.1.1, test OP-PKCE).

`plain` is never taken, not even where PKCE is optional: a downgrade would go unseen.
"""

import re

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest

_S256 = re.compile(r"[A-Za-z0-9_-]{43}")


def check(asked: AuthorizationRequest) -> None:
    challenge, method = asked.parameters.get("code_challenge"), asked.parameters.get("code_challenge_method")
    if not challenge and not method and not asked.known_client.pkce_required:
        return
    if not challenge:
        raise InvalidRequest("code_challenge is missing")
    if method != "S256":
        raise InvalidRequest("code_challenge_method must be S256")
    if not _S256.fullmatch(challenge):
        raise InvalidRequest("code_challenge is not 43 characters of base64url")
