"""The code was given to this service (RFC 6749 §5.2); one given to another looks like one never given."""

from beffroi.identity.provider.errors import InvalidGrant
from beffroi.identity.provider.redemption import Redemption


def check(redeemed: Redemption) -> None:
    if redeemed.code is None:
        raise InvalidGrant("code is not valid")
