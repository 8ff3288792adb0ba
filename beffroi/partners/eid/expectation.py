"""What a token must answer to. Everything here comes from our side, nothing from the request."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.x509 import ObjectIdentifier

from beffroi.partners.eid.policies import AUTHENTICATION

SHORTEST_NONCE = 44  # base64 of 32 bytes; the extension refuses shorter


@dataclass(frozen=True, slots=True)
class Expectation:
    """`nonce`: the base64 text we sent, not decoded. `origin`: scheme, host and port, from configuration (EI-03).

    `at`: the aware instant of validation. `policies`: accepted certificate policies; None accepts any (support staff).
    """

    nonce: str
    origin: str
    at: datetime
    policies: frozenset[ObjectIdentifier] | None = AUTHENTICATION

    def __post_init__(self) -> None:
        if len(self.nonce) < SHORTEST_NONCE:
            raise ValueError("The nonce is shorter than 32 bytes in base64.")
        parts = urlsplit(self.origin)
        if not parts.scheme or not parts.netloc or parts.path or parts.query or parts.fragment:
            raise ValueError("The origin is scheme://host[:port], without a path.")
        if self.at.tzinfo is None:
            raise ValueError("The instant of validation is aware.")
