"""The same redirect_uri stands in both requests (RFC 6749 §4.1.3)."""

from beffroi.identity.provider.errors import InvalidGrant
from beffroi.identity.provider.redemption import Redemption


def check(redeemed: Redemption) -> None:
    if redeemed.request.parameters.get("redirect_uri") != redeemed.known_code.redirect_uri:
        raise InvalidGrant("redirect_uri is not the one of the authorization request")
