"""Who redeems the code knows the verifier of its challenge (RFC 7636 §4.6, test OP-PKCE).

A verifier without a challenge is refused too: it shows that the challenge was stripped on the way (RFC 9700 §4.8.2).
"""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256

from beffroi.identity.provider.errors import InvalidGrant
from beffroi.identity.provider.redemption import Redemption

_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def check(redeemed: Redemption) -> None:
    verifier, challenge = redeemed.request.parameters.get("code_verifier"), redeemed.known_code.challenge
    if not challenge and not verifier:
        return
    is_well_formed = _VERIFIER.fullmatch(verifier) is not None
    if not is_well_formed or not hmac.compare_digest(_challenge_of(verifier), challenge):
        raise InvalidGrant("code_verifier does not match")


def _challenge_of(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
