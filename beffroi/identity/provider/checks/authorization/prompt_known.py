"""`prompt` holds known words, and `none` stands alone (OpenID Connect Core §3.1.2.1)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest

KNOWN = frozenset({"none", "login", "consent", "select_account"})


def check(asked: AuthorizationRequest) -> None:
    if asked.prompt - KNOWN:
        raise InvalidRequest("prompt holds an unknown value")
    if "none" in asked.prompt and len(asked.prompt) > 1:
        raise InvalidRequest("prompt none stands alone")
