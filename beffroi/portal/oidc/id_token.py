"""What an ID token must say (OpenID Connect Core §3.1.3.7), one check a line of `CHECKS`."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeGuard

from django.conf import settings

from beffroi.kernel import clock
from beffroi.portal.oidc.pending import Pending
from beffroi.portal.oidc.profiles import profile

LEEWAY = 30  # seconds two clocks may differ
OLDEST = 600  # seconds: an ID token is used as soon as it is issued


@dataclass(frozen=True)
class Judged:
    """`now`: seconds since 1970."""

    claims: Mapping[str, Any]
    sign_in: Pending
    access_token: str
    now: float


def judge(claims: Mapping[str, Any], sign_in: Pending, access_token: str) -> str:
    """The name of the first check that fails, empty when all hold. The signature was verified before."""
    judged = Judged(claims, sign_in, access_token, clock.now().timestamp())
    return next((name for name, holds in CHECKS.items() if not holds(judged)), "")


def _issuer(it: Judged) -> bool:
    return bool(it.claims.get("iss") == settings.OIDC_ISSUER)


def _audience(it: Judged) -> bool:
    audience = it.claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    return settings.OIDC_CLIENT_ID in audiences and (len(audiences) == 1 or "azp" in it.claims)


def _authorized_party(it: Judged) -> bool:
    return bool(it.claims.get("azp", settings.OIDC_CLIENT_ID) == settings.OIDC_CLIENT_ID)


def _subject(it: Judged) -> bool:
    sub = it.claims.get("sub")
    return isinstance(sub, str) and 0 < len(sub) <= 255


def _issued(it: Judged) -> bool:
    iat = it.claims.get("iat")
    return is_instant(iat) and it.now - OLDEST <= iat <= it.now + LEEWAY


def _expiry(it: Judged) -> bool:
    exp = it.claims.get("exp")
    return is_instant(exp) and exp > it.now - LEEWAY


def _nonce(it: Judged) -> bool:
    return bool(it.claims.get("nonce") == it.sign_in.nonce)


def _access_token_hash(it: Judged) -> bool:
    """Where present it must fit; ES256, RS256 and PS256 all hash with SHA-256 (§3.1.3.6)."""
    expected = urlsafe_b64encode(sha256(it.access_token.encode()).digest()[:16]).rstrip(b"=").decode()
    return bool(it.claims.get("at_hash", expected) == expected)


def _authenticated(it: Judged) -> bool:
    """A sign-in we forced used a key after we asked."""
    auth_time = it.claims.get("auth_time")
    if it.sign_in.is_forced:
        return is_instant(auth_time) and auth_time >= it.sign_in.begun_at - LEEWAY
    return auth_time is None or is_instant(auth_time)


def _level(it: Judged) -> bool:
    """We check ourselves that the level reached is the one we asked, whatever the provider did (test SU-03)."""
    return profile().level_of(str(it.claims.get("acr", ""))) >= it.sign_in.level


def is_instant(value: object) -> TypeGuard[float]:
    """Seconds since 1970, as JSON numbers come; `true` is no number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 2**40


CHECKS: Mapping[str, Callable[[Judged], bool]] = {
    "iss": _issuer,
    "aud": _audience,
    "azp": _authorized_party,
    "sub": _subject,
    "iat": _issued,
    "exp": _expiry,
    "nonce": _nonce,
    "at_hash": _access_token_hash,
    "auth_time": _authenticated,
    "acr": _level,
}
