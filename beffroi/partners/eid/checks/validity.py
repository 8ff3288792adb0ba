"""The certificate is valid at the instant of validation (EI-06)."""

from datetime import datetime

from cryptography import x509

from beffroi.partners.eid.errors import TokenRefused


def check_validity(certificate: x509.Certificate, at: datetime) -> None:
    if at < certificate.not_valid_before_utc:
        raise TokenRefused("validity", "not_yet_valid")
    if at > certificate.not_valid_after_utc:
        raise TokenRefused("validity", "expired")
