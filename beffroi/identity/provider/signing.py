"""Signing and checking of tokens. Keys are unsealed and parsed once per process, and looked up anew every minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from beffroi.identity.provider.models import SigningKey
from beffroi.kernel import clock
from beffroi.kernel.errors import Unavailable

ALGORITHM = "ES256"  # ECDSA on P-256 with SHA-256 (RFC 7518 §3.4)
FRESH_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys at one moment. `published` are JWKs without their private part."""

    signing_kid: str
    keys: dict[str, ECKey]
    published: list[dict[str, Any]]
    read_at: datetime


_ring: Ring | None = None
_reading = Lock()


def ring() -> Ring:
    """Raises `Unavailable` when no key signs yet: `register_portal()` or `ensure_signing_key()` makes one."""
    global _ring  # noqa: PLW0603  # one ring per process is the point
    current = _ring
    if current is None or not timedelta() <= clock.now() - current.read_at < FRESH_FOR:
        with _reading:
            _ring = current = _read()
    return current


def forget_ring() -> None:
    """Reads the keys anew at the next use: after a rotation in this process, and between tests."""
    global _ring  # noqa: PLW0603  # see above
    _ring = None


def _read() -> Ring:
    now = clock.now()
    rows = list(SigningKey.objects.order_by("-signs_from"))
    live = [row for row in rows if row.retired_at is None or row.retired_at > now]
    signing = next((row for row in live if row.signs_from <= now), None)
    if signing is None:
        raise Unavailable("no_signing_key")
    return Ring(
        signing_kid=signing.kid,
        keys={row.kid: ECKey.import_key(row.private) for row in rows},
        published=[row.public for row in live],
        read_at=now,
    )


def sign(claims: dict[str, Any], *, typ: str = "JWT") -> str:
    keys = ring()
    header = {"alg": ALGORITHM, "kid": keys.signing_kid, "typ": typ}
    return jwt.encode(header, claims, keys.keys[keys.signing_kid], algorithms=[ALGORITHM])


def read_own(token: str) -> dict[str, Any] | None:
    """The claims of a token signed here, at whatever time; None when it is not ours, altered, or not an ID token."""
    try:
        parsed = jwt.decode(token, _own_key, algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        return None
    return dict(parsed.claims) if parsed.header.get("typ") == "JWT" else None


def _own_key(unverified: Any) -> ECKey:
    key = ring().keys.get(str(unverified.headers().get("kid", "")))
    if key is None:
        raise ValueError("signed under a key that was never ours")
    return key
