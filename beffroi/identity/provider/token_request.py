"""What a service sends to the token endpoint. Built once; checks read it, nothing changes it."""

from base64 import b64decode
from dataclasses import dataclass
from urllib.parse import unquote_plus

from beffroi.identity.provider.models import Client
from beffroi.identity.provider.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Credentials:
    """`by_header`: sent in the Authorization header, so a refusal answers with WWW-Authenticate (RFC 6749 §5.2)."""

    client_id: str = ""
    secret: str = ""
    by_header: bool = False
    by_body: bool = False


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """`client` is None for an unknown client: only the check `client_authenticated` meets that case."""

    parameters: Parameters
    credentials: Credentials
    client: Client | None

    @property
    def known_client(self) -> Client:
        assert self.client is not None, "client_authenticated comes first"
        return self.client


def read_credentials(header: str, parameters: Parameters) -> Credentials:
    """A malformed header gives empty credentials: it is refused as a wrong secret is."""
    by_body = bool(parameters.get("client_secret"))
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return Credentials(parameters.get("client_id"), parameters.get("client_secret"), by_body=by_body)
    try:
        client_id, _, secret = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:  # not ASCII, not base64, not UTF-8
        return Credentials(by_header=True, by_body=by_body)
    # RFC 6749 §2.3.1: both halves are form-encoded before they are joined
    return Credentials(unquote_plus(client_id), unquote_plus(secret), by_header=True, by_body=by_body)
