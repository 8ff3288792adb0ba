"""Signed tokens of the provider, opened."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError

from beffroi.portal.oidc import provider

_LONGEST = 16_384


class Unsigned(Exception):
    """The provider did not sign this, or not in a way we accept."""


@dataclass(frozen=True)
class Opened:
    header: dict[str, Any]
    claims: dict[str, Any]


def opened(token: str) -> Opened:
    """Header and claims once the signature holds, by an algorithm of the allow-list (never `none`, never HMAC).

    Raises `Unsigned`, and `ProviderUnreachable` when its keys cannot be had. Claims are still unjudged.
    """
    if not token or len(token) > _LONGEST:
        raise Unsigned("size")
    try:
        parsed = jwt.decode(token, _key, algorithms=settings.OIDC_ALGORITHMS)
    except (JoseError, ValueError, TypeError) as error:
        raise Unsigned(type(error).__name__) from error
    if not isinstance(parsed.claims, dict):
        raise Unsigned("claims")
    return Opened(dict(parsed.header), dict(parsed.claims))


def _key(unverified: Any) -> provider.VerifyingKey:
    headers = unverified.headers()
    if headers.get("alg") not in settings.OIDC_ALGORITHMS:  # before any key is fetched for it
        raise ValueError("algorithm not accepted")
    key = provider.key_called(str(headers.get("kid", "")))
    if key is None:
        raise ValueError("no such key")
    return key
