"""`client_id` names a service we know, the one the ID token was issued to (RP-Initiated Logout §2)."""

from beffroi.identity.provider.logout_request import LogoutRequest
from beffroi.kernel.errors import BadRequest


def check(asked: LogoutRequest) -> None:
    named = asked.parameters.get("client_id")
    if not named and asked.hint is None:
        return
    if asked.client is None or (named and asked.client.client_id != named):
        raise BadRequest("unknown_service")
