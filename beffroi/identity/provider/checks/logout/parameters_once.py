"""No parameter stands twice (RP-Initiated Logout §2)."""

from beffroi.identity.provider.logout_request import LogoutRequest
from beffroi.kernel.errors import BadRequest


def check(asked: LogoutRequest) -> None:
    if asked.parameters.repeated:
        raise BadRequest("repeated_parameter")
