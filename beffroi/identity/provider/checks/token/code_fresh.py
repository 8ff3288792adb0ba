"""The code is younger than a minute (RFC 6749 §4.1.2: ten at most; ASVS v5.0.0-10.4.3, test OP-CODE)."""

from beffroi.identity.provider.errors import InvalidGrant
from beffroi.identity.provider.redemption import Redemption


def check(redeemed: Redemption) -> None:
    if redeemed.known_code.expires_at <= redeemed.at:
        raise InvalidGrant("code is not valid")
