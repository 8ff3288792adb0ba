"""Reading a token, bounded in size, before anything in it is believed (EI-10)."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from beffroi.partners.eid.errors import TokenRefused

SHORTEST, LONGEST = 100, 10_000  # characters
_MAJOR_FORMAT = "web-eid:1"


@dataclass(frozen=True, slots=True)
class Token:
    certificate: x509.Certificate
    algorithm: str
    signature: bytes
    format: str


def read(text: str) -> Token:
    """Raises `TokenRefused("token", …)`."""
    if not SHORTEST <= len(text) <= LONGEST:
        raise TokenRefused("token", "length")
    try:
        fields = json.loads(text, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError):
        raise TokenRefused("token", "not_json") from None
    if not isinstance(fields, dict):
        raise TokenRefused("token", "not_an_object")
    form = _text(fields, "format")
    if form != _MAJOR_FORMAT and not form.startswith(f"{_MAJOR_FORMAT}."):
        raise TokenRefused("token", "format")
    if form == "web-eid:1.0" and "unverifiedSigningCertificates" in fields:
        raise TokenRefused("token", "field_of_another_format")
    return Token(
        certificate=_certificate(_bytes(fields, "unverifiedCertificate")),
        algorithm=_text(fields, "algorithm"),
        signature=_bytes(fields, "signature"),
        format=form,
    )


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field stands twice")
    return fields


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise TokenRefused("token", f"missing_{name}")
    return value


def _bytes(fields: dict[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(_text(fields, name), validate=True)
    except (binascii.Error, ValueError):
        raise TokenRefused("token", f"malformed_{name}") from None


def _certificate(der: bytes) -> x509.Certificate:
    """Read whole at once: `cryptography` parses its parts late, and a check must not meet a part that cannot be read."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        for part in ("subject", "issuer", "extensions", "not_valid_before_utc", "not_valid_after_utc"):
            getattr(certificate, part)
        certificate.public_key()
        if certificate.serial_number <= 0:  # RFC 5280 §4.1.2.2
            raise TokenRefused("token", "malformed_certificate")
    except (
        ValueError,
        UnsupportedAlgorithm,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    ):
        raise TokenRefused("token", "malformed_certificate") from None
    return certificate
