"""The code is redeemed once (RFC 6749 §4.1.2, test OP-CODE); the replay kills the tokens of the first time."""

from beffroi.identity.provider.errors import InvalidGrant
from beffroi.identity.provider.redemption import Redemption


def check(redeemed: Redemption) -> None:
    if not redeemed.known_code.is_first:
        raise InvalidGrant("code is not valid")
