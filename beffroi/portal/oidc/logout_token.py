"""The provider says that a session ended (OpenID Connect Back-Channel Logout 1.0 §2.6), one check a line of `CHECKS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from beffroi.kernel import clock, throttle
from beffroi.kernel.throttle import Policy
from beffroi.portal.oidc.errors import LogoutTokenRefused
from beffroi.portal.oidc.id_token import is_instant
from beffroi.portal.oidc.signed import Opened, Unsigned, opened

EVENT = "http://schemas.openid.net/event/backchannel-logout"
LEEWAY = 30  # seconds two clocks may differ
OLDEST = 300  # seconds since it was issued
_ONCE = Policy(free=1, first_delay=900, longest_delay=900, forget_after=900)  # longer than any token is taken


@dataclass(frozen=True)
class LogoutToken:
    """`sid`: the session that ended; empty when all of `sub` did. One of the two is always there."""

    sub: str
    sid: str


def verify_logout_token(text: str) -> LogoutToken:
    """Raises `LogoutTokenRefused` (test LO-04), and `ProviderUnreachable` when its keys cannot be had.

    A `jti` is taken once: counted by the one atomic statement of the throttles.
    """
    try:
        token = opened(text)
    except Unsigned as error:
        raise LogoutTokenRefused("signature") from error
    if failed := next((name for name, holds in CHECKS.items() if not holds(token)), ""):
        raise LogoutTokenRefused(failed)
    claims = token.claims
    if not throttle.attempt("oidc.logout_token", f"{claims['iss']} {claims['jti']}", _ONCE).is_admitted:
        raise LogoutTokenRefused("replay")
    return LogoutToken(str(claims.get("sub", "")), str(claims.get("sid", "")))


def _kind(token: Opened) -> bool:
    """`typ` may be missing (it is recommended), but an ID token's or another's is refused."""
    return bool(token.header.get("typ", "logout+jwt") == "logout+jwt")


def _issuer(token: Opened) -> bool:
    return bool(token.claims.get("iss") == settings.OIDC_ISSUER)


def _audience(token: Opened) -> bool:
    audience = token.claims.get("aud")
    return bool(settings.OIDC_CLIENT_ID in (audience if isinstance(audience, list) else [audience]))


def _issued(token: Opened) -> bool:
    now, iat = clock.now().timestamp(), token.claims.get("iat")
    return is_instant(iat) and now - OLDEST <= iat <= now + LEEWAY


def _expiry(token: Opened) -> bool:
    exp = token.claims.get("exp")
    return exp is None or (is_instant(exp) and exp > clock.now().timestamp() - LEEWAY)


def _event(token: Opened) -> bool:
    events = token.claims.get("events")
    return isinstance(events, dict) and isinstance(events.get(EVENT), dict)


def _no_nonce(token: Opened) -> bool:
    """With one, it could be an ID token in disguise."""
    return "nonce" not in token.claims


def _names_somebody(token: Opened) -> bool:
    names = [token.claims.get(name) for name in ("sub", "sid")]
    return any(names) and all(name is None or (isinstance(name, str) and len(name) <= 255) for name in names)


def _numbered(token: Opened) -> bool:
    jti: Any = token.claims.get("jti")
    return isinstance(jti, str) and 0 < len(jti) <= 255


CHECKS: Mapping[str, Callable[[Opened], bool]] = {
    "typ": _kind,
    "iss": _issuer,
    "aud": _audience,
    "iat": _issued,
    "exp": _expiry,
    "events": _event,
    "nonce": _no_nonce,
    "sub or sid": _names_somebody,
    "jti": _numbered,
}
