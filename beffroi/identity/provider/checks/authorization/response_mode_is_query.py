"""The code comes back in the query, the default of the code flow (OAuth 2.0 Multiple Response Types §2.1)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest


def check(asked: AuthorizationRequest) -> None:
    if asked.parameters.get("response_mode") not in {"", "query"}:
        raise InvalidRequest("response_mode must be query")
