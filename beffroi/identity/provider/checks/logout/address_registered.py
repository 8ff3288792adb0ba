"""The way back is an address the service registered, letter for letter (RP-Initiated Logout §3)."""

from beffroi.identity.provider.logout_request import LogoutRequest
from beffroi.kernel.errors import BadRequest


def check(asked: LogoutRequest) -> None:
    if not asked.back_to:
        return
    if asked.client is None or asked.back_to not in asked.client.post_logout_redirect_uris:
        raise BadRequest("unregistered_address")
