"""The certificate is one to authenticate with, not one to sign with (EI-04; RFC 5280 §4.2.1.3, §4.2.1.12)."""

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from beffroi.partners.eid.errors import TokenRefused


def check_key_usage(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise TokenRefused("key_usage", "no_key_usage") from None
    except ValueError:
        raise TokenRefused("key_usage", "malformed_extension") from None
    if not usage.digital_signature or usage.content_commitment:
        raise TokenRefused("key_usage", "not_for_authentication")
    try:
        extended = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return
    if ExtendedKeyUsageOID.CLIENT_AUTH not in extended:
        raise TokenRefused("key_usage", "not_for_client_authentication")
