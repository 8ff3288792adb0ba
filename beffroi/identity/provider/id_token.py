"""The ID token (OpenID Connect Core §2, §3.1.3.6)."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings

from beffroi.identity.provider.redemption import RedeemedCode
from beffroi.identity.provider.subjects import sub_for
from beffroi.kernel import clock

LIFETIME = timedelta(minutes=5)


def id_token_claims(code: RedeemedCode, sector: str, access_token: str) -> dict[str, Any]:
    """`acr` is the level reached, `auth_time` when its key was used; instants are seconds since 1970."""
    now = clock.now()
    claims = {
        "iss": settings.IDENTITY_ORIGIN,
        "sub": sub_for(code.person_id, sector),
        "aud": code.client_id,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "auth_time": int(code.authenticated_at.timestamp()),
        "acr": code.acr,
        "amr": list(code.amr),
        "sid": code.sid,
        "at_hash": half_hash(access_token),
    }
    return {**claims, "nonce": code.nonce} if code.nonce else claims


def half_hash(token: str) -> str:
    """Left half of the SHA-256, base64url: binds the access token to the ID token (§3.1.3.6)."""
    return urlsafe_b64encode(sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()
