"""What a phone's authenticator app does: reads an otpauth address, shows the current code (RFC 6238)."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

PERIOD = 30  # seconds
_SHORTEST_SECRET, _LONGEST_SECRET = 16, 128  # bytes


@dataclass(frozen=True, slots=True)
class Scanned:
    """`secret`: base32, upper case, without padding."""

    label: str
    issuer: str
    secret: str


def scan(text: str) -> Scanned:
    """What a QR code of an enrolment page says: `otpauth://totp/Issuer:name?secret=…&issuer=…`.

    Raises `ValueError` with a reason code: `not_otpauth`, `not_time_based`, `bad_secret`.
    """
    try:
        parts = urlsplit(text.strip())
        fields = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=20).items()}
    except ValueError:
        raise ValueError("not_otpauth") from None
    if parts.scheme != "otpauth":
        raise ValueError("not_otpauth")
    if parts.netloc != "totp" or not _is_usual(fields):
        raise ValueError("not_time_based")
    name = unquote(parts.path.lstrip("/"))
    issuer, _, label = name.rpartition(":")
    return Scanned(label.strip()[:120] or "?", (fields.get("issuer") or issuer).strip()[:80], checked_secret(fields))


def checked_secret(fields: dict[str, str]) -> str:
    secret = fields.get("secret", "").upper().replace(" ", "").rstrip("=")
    if not _SHORTEST_SECRET <= len(_bytes(secret)) <= _LONGEST_SECRET:
        raise ValueError("bad_secret")
    return secret


def code_at(secret: str, instant: datetime) -> str:
    """Six digits, valid until the end of the 30 seconds in which `instant` (aware) falls."""
    hotp = HOTP(_bytes(secret), 6, SHA1(), enforce_key_length=False)  # noqa: S303  # RFC 6238's own default
    return hotp.generate(int(instant.timestamp()) // PERIOD).decode()


def seconds_left(instant: datetime) -> int:
    return PERIOD - int(instant.timestamp()) % PERIOD


def _is_usual(fields: dict[str, str]) -> bool:
    """What common phone apps do whatever the address asks: SHA-1, six digits, thirty seconds."""
    given = (fields.get("algorithm", "SHA1").upper(), fields.get("digits", "6"), fields.get("period", str(PERIOD)))
    return given == ("SHA1", "6", str(PERIOD))


def _bytes(secret: str) -> bytes:
    try:
        return base64.b32decode(secret + "=" * (-len(secret) % 8))
    except (binascii.Error, ValueError):
        raise ValueError("bad_secret") from None
