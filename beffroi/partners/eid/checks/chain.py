"""The certificate chains to a pinned root through intermediates we hold; none comes from the token (EI-06)."""

from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from beffroi.partners.eid.errors import TokenRefused
from beffroi.partners.eid.trust import TrustStore

LONGEST_CHAIN = 4  # authorities above the card; Belgian chains have two


def check_chain(certificate: x509.Certificate, trust: TrustStore, at: datetime) -> tuple[x509.Certificate, ...]:
    """The chain from the certificate's issuer to the anchor. Raises `TokenRefused("chain", …)`."""
    found = _climb(certificate, trust, at, ())
    if found is None:
        raise TokenRefused("chain", "not_trusted")
    return found


def _climb(
    certificate: x509.Certificate, trust: TrustStore, at: datetime, below: tuple[x509.Certificate, ...]
) -> tuple[x509.Certificate, ...] | None:
    if len(below) >= LONGEST_CHAIN:
        return None
    for root in trust.roots:
        if _issued(root, certificate, at, len(below)):
            return (*below, root)
    for authority in trust.intermediates:
        if authority not in below and _issued(authority, certificate, at, len(below)):
            chain = _climb(authority, trust, at, (*below, authority))
            if chain is not None:
                return chain
    return None


def _issued(authority: x509.Certificate, certificate: x509.Certificate, at: datetime, authorities_below: int) -> bool:
    if authority.subject != certificate.issuer or not _may_issue(authority, authorities_below):
        return False
    if not authority.not_valid_before_utc <= at <= authority.not_valid_after_utc:
        return False
    try:
        certificate.verify_directly_issued_by(authority)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


def _may_issue(authority: x509.Certificate, authorities_below: int) -> bool:
    """RFC 5280 §4.2.1.9 and §4.2.1.3: an authority, with the right to sign certificates, for a chain this long."""
    try:
        constraints = authority.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    if not constraints.ca or (constraints.path_length is not None and authorities_below > constraints.path_length):
        return False
    try:
        return authority.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True
