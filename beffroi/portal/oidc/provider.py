"""What we know of the provider: its addresses and its keys, fetched and kept for a while."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.conf import settings
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey, import_key

from beffroi.kernel import clock
from beffroi.portal.oidc import wire
from beffroi.portal.oidc.errors import ProviderUnreachable

log = logging.getLogger("beffroi.portal.oidc")
KEPT_FOR = timedelta(hours=1)
KEYS_AT_MOST_EVERY = timedelta(seconds=10)  # a stranger's token with an unknown kid makes us ask again: not too often
VerifyingKey = ECKey | RSAKey
_ENDPOINTS = {
    "authorization": "authorization_endpoint",
    "token": "token_endpoint",
    "userinfo": "userinfo_endpoint",
    "jwks": "jwks_uri",
    "end_session": "end_session_endpoint",
}


@dataclass(frozen=True)
class Addresses:
    """From the discovery document (OpenID Connect Discovery §3). `sends_iss`: RFC 9207, then `iss` is demanded."""

    issuer: str
    authorization: str
    token: str
    userinfo: str
    jwks: str
    end_session: str
    sends_iss: bool
    fetched_at: datetime


@dataclass(frozen=True)
class Keys:
    """Signing keys by `kid`; those without one under an empty name."""

    by_kid: dict[str, list[VerifyingKey]]
    fetched_at: datetime

    def called(self, kid: str) -> VerifyingKey | None:
        """Without a `kid` only a sole key is taken: guessing among several is refused."""
        found = self.by_kid.get(kid, []) if kid else [key for keys in self.by_kid.values() for key in keys]
        return found[0] if len(found) == 1 else None


_addresses: Addresses | None = None
_keys: Keys | None = None
_fetching = Lock()


def addresses() -> Addresses:
    """Raises `ProviderUnreachable`, also for a document of another issuer (DiscoveryIssuerMismatch)."""
    global _addresses  # noqa: PLW0603  # one provider per process
    known = _addresses
    if known is None or known.issuer != settings.OIDC_ISSUER or _is_old(known.fetched_at, KEPT_FOR):
        with _fetching:
            _addresses = known = _discovered(settings.OIDC_ISSUER)
    return known


def key_called(kid: str) -> VerifyingKey | None:
    """Fetches the keys once more when `kid` is new: the provider rotated (SigningKeyRotation)."""
    global _keys  # noqa: PLW0603  # see above
    known = _keys
    if known is not None and not _is_old(known.fetched_at, KEPT_FOR):
        key = known.called(kid)
        if key is not None or not _is_old(known.fetched_at, KEYS_AT_MOST_EVERY):
            return key
    address = addresses().jwks
    with _fetching:
        _keys = known = _read_keys(wire.get(address))
    return known.called(kid)


def forget() -> None:
    """Fetches everything anew at the next use: after a change of settings, and between tests."""
    global _addresses, _keys  # noqa: PLW0603  # see above
    _addresses = _keys = None


def _is_old(fetched_at: datetime, lifetime: timedelta) -> bool:
    return not timedelta() <= clock.now() - fetched_at < lifetime


def _discovered(issuer: str) -> Addresses:
    document = wire.get(f"{issuer}/.well-known/openid-configuration")
    found = {name: str(document.get(at, "")) for name, at in _ENDPOINTS.items()}
    if document.get("issuer") != issuer or not all(each.startswith(("https://", "http://")) for each in found.values()):
        log.error("the discovery document of %s is incomplete or names another issuer", issuer)
        raise ProviderUnreachable
    sends_iss = document.get("authorization_response_iss_parameter_supported") is True
    return Addresses(issuer=issuer, sends_iss=sends_iss, fetched_at=clock.now(), **found)


def _read_keys(document: dict[str, Any]) -> Keys:
    """Keys of a kind we do not verify with are passed over, not refused (RFC 7517 §5)."""
    by_kid: dict[str, list[VerifyingKey]] = {}
    listed = document.get("keys")
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict) and each.get("kty") in {"EC", "RSA"} and each.get("use", "sig") == "sig":
            try:
                key = import_key(each)
            except (JoseError, ValueError, KeyError):
                continue
            if isinstance(key, VerifyingKey):
                by_kid.setdefault(str(each.get("kid", "")), []).append(key)
    return Keys(by_kid, clock.now())
