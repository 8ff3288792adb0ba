"""What a service asks at the authorization endpoint. Built once from the request; checks read it, nothing changes it."""

from dataclasses import dataclass
from functools import cached_property

from beffroi.identity.provider import requested_claims
from beffroi.identity.provider.models import Client
from beffroi.identity.provider.parameters import Parameters
from beffroi.identity.provider.requested_claims import RequestedClaims


@dataclass(frozen=True)
class AuthorizationRequest:
    """`client` is None for an unknown `client_id`: only the checks of `matrix.DOOR` meet that case.

    `sub_hint`: whose ID token came back as `id_token_hint`; empty without one; None when it is not ours.
    """

    parameters: Parameters
    client: Client | None
    sub_hint: str | None = ""

    @property
    def known_client(self) -> Client:
        assert self.client is not None, "the door comes first"
        return self.client

    @property
    def redirect_uri(self) -> str:
        return self.parameters.get("redirect_uri")

    @property
    def state(self) -> str:
        return self.parameters.get("state")

    @cached_property
    def prompt(self) -> frozenset[str]:
        return frozenset(self.parameters.words("prompt"))

    @cached_property
    def claims(self) -> RequestedClaims:
        """Raises `ValueError` until the check `claims_readable` has passed."""
        return requested_claims.parse(self.parameters.get("claims"))

    @property
    def wanted_sub(self) -> str:
        return self.claims.sub or self.sub_hint or ""

    @property
    def max_age(self) -> int | None:
        """Seconds since the key was used; the stricter of what the request and the registration say."""
        asked = [int(text) for text in [self.parameters.get("max_age")] if text]
        registered = [self.known_client.max_age] if self.known_client.max_age is not None else []
        return min(asked + registered, default=None)
