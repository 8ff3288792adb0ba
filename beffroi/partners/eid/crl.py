"""The issuing authority's list of revoked certificates (RFC 5280 §5), where OCSP does not answer."""

from datetime import datetime, timedelta

from cryptography import x509

from beffroi.partners.eid.errors import TokenRefused


def check_list(
    encoded: bytes, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime, skew: timedelta
) -> None:
    """Returns when the certificate is not on a current list of its issuer. Raises `TokenRefused`."""
    try:
        listed = x509.load_der_x509_crl(encoded)
    except ValueError:
        raise TokenRefused("revocation", "list_malformed") from None
    key = issuer.public_key()
    if listed.issuer != issuer.subject or not listed.is_signature_valid(key):  # type: ignore[arg-type]  # any CA key
        raise TokenRefused("revocation", "list_forged")
    if listed.last_update_utc > at + skew or listed.next_update_utc is None or at > listed.next_update_utc + skew:
        raise TokenRefused("revocation", "list_outdated")
    entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if entry is not None:
        raise TokenRefused("revocation", "revoked")
