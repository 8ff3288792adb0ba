"""The person did not sign out between the code and its redemption."""

from beffroi.identity.provider.errors import InvalidGrant
from beffroi.identity.provider.redemption import Redemption


def check(redeemed: Redemption) -> None:
    if redeemed.known_code.session_ended_at is not None:
        raise InvalidGrant("the session has ended")
