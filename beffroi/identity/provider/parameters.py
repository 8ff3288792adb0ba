"""The parameters of a protocol request, read once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

# Parameters this provider reads. They are let through to our own check when repeated, so the service gets the
# protocol's own answer; any other repeated parameter is refused at the door (kernel.http.limits).
AUTHORIZATION = (
    "acr_values",
    "claims",
    "claims_locales",
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "display",
    "id_token_hint",
    "login_hint",
    "max_age",
    "nonce",
    "prompt",
    "redirect_uri",
    "registration",
    "request",
    "request_uri",
    "response_mode",
    "response_type",
    "scope",
    "state",
    "ui_locales",
)
TOKEN = ("client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri")
LOGOUT = ("client_id", "id_token_hint", "logout_hint", "post_logout_redirect_uri", "state", "ui_locales")


@dataclass(frozen=True, slots=True)
class Parameters:
    """A parameter sent without a value counts as absent (RFC 6749 §3.1). `repeated` names those sent twice."""

    values: Mapping[str, str]
    repeated: frozenset[str] = frozenset()

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def words(self, name: str) -> tuple[str, ...]:
        """A space-separated list, each word once, in the order sent."""
        return tuple(dict.fromkeys(self.get(name).split()))


def read(query: QueryDict) -> Parameters:
    values = {name: str(listed[-1]) for name, listed in query.lists() if listed and listed[-1]}
    return Parameters(values, frozenset(name for name, listed in query.lists() if len(listed) > 1))
