"""The ID token sent back was signed here, whenever (RP-Initiated Logout §2: expired ones are taken)."""

from beffroi.identity.provider.logout_request import LogoutRequest
from beffroi.kernel.errors import BadRequest


def check(asked: LogoutRequest) -> None:
    if asked.parameters.get("id_token_hint") and asked.hint is None:
        raise BadRequest("sign_out_hint_invalid")
