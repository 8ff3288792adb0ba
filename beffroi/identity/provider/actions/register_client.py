"""A service is registered, or its registration changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from beffroi.identity.browser import hashed
from beffroi.identity.keys import catalogue
from beffroi.identity.provider.claims import SCOPES
from beffroi.identity.provider.models import Client
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import BadRequest
from beffroi.kernel.localized import LANGUAGES, Localized

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What a service is registered with; the columns of `Client`. `sector`: empty for the redirect address's host."""

    client_id: str
    names: Localized
    redirect_uris: Sequence[str]
    scopes: Sequence[str]
    min_level: int
    purpose: Localized = field(default_factory=Localized)
    logo: str = ""
    post_logout_redirect_uris: Sequence[str] = ()
    backchannel_logout_uri: str = ""
    pkce_required: bool = True
    allowed_keys: Sequence[str] = ()
    max_age: int | None = None
    legal_basis: str = ""
    is_first_party: bool = False
    sector: str = ""


@transaction.atomic
def register_client(*, registration: Registration, secret: str, by: Actor) -> Client:
    """Idempotent; the whole registration is replaced. `secret`: made by a machine, 128 random bits or more.

    Raises `BadRequest`: `client_name_missing`, `client_address_refused`, `client_scope_unknown`,
    `client_niss_without_basis`, `client_level_unknown`, `client_secret_short`.
    """
    _check(registration, secret)
    now = clock.now()
    values = {each.name: getattr(registration, each.name) for each in fields(registration) if each.name != "client_id"}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    values["sector"] = registration.sector or str(urlsplit(registration.redirect_uris[0]).hostname)
    values |= {"secret_hash": hashed(secret), "changed_at": now}
    client, is_created = Client.objects.update_or_create(
        client_id=registration.client_id, defaults=values, create_defaults={**values, "created_at": now}
    )
    audit.record(
        "identity.service.registered" if is_created else "identity.service.changed",
        by=by,
        details={"client": registration.client_id},
    )
    return client


def _check(registration: Registration, secret: str) -> None:
    if not registration.client_id or any(not registration.names.get(language) for language in LANGUAGES):
        raise BadRequest("client_name_missing")
    addresses = [*registration.redirect_uris, *registration.post_logout_redirect_uris]
    if registration.backchannel_logout_uri:
        addresses.append(registration.backchannel_logout_uri)
    if not registration.redirect_uris or not all(_is_safe(address) for address in addresses):
        raise BadRequest("client_address_refused")
    if not set(registration.scopes) <= SCOPES or "openid" not in registration.scopes:
        raise BadRequest("client_scope_unknown")
    if "niss" in registration.scopes and not registration.legal_basis:
        raise BadRequest("client_niss_without_basis")
    if registration.min_level not in catalogue.LEVELS or not set(registration.allowed_keys) <= set(catalogue.BY_CODE):
        raise BadRequest("client_level_unknown")
    if len(secret) < 32:
        raise BadRequest("client_secret_short")


def _is_safe(address: str) -> bool:
    """Complete, without fragment or user part, over TLS; plain HTTP on this machine only, and not in production."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if not host or parts.fragment or "#" in address or parts.username is not None or "*" in address:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL and settings.IS_ACCEPTANCE)
