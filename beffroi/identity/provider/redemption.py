"""A code presented at the token endpoint, as the one statement that redeemed it found it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beffroi.identity.provider.token_request import TokenRequest


@dataclass(frozen=True, slots=True)
class RedeemedCode:
    """`is_first`: this request redeemed it; otherwise it was redeemed before, and what it gave is dead now."""

    id: int
    client_id: str
    redirect_uri: str
    nonce: str
    challenge: str
    acr: str
    amr: tuple[str, ...]
    authenticated_at: datetime
    expires_at: datetime
    is_first: bool
    sid: str
    person_id: UUID
    session_ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Redemption:
    """`code` is None when no such code was given to this client."""

    request: TokenRequest
    code: RedeemedCode | None
    at: datetime

    @property
    def known_code(self) -> RedeemedCode:
        assert self.code is not None, "code_known comes first"
        return self.code
