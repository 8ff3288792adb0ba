"""Whom we trust: pinned roots, and the issuing authorities under them, kept as files because they change often."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes

# SHA-256 fingerprints of the roots of the Belgian eID (eid-mw and jTrust, November 2023 – June 2026). The certificates
# themselves are the operator's to fetch; one that is not in this list is not loaded as a root in production.
BELGIAN_ROOTS = frozenset(
    bytes.fromhex(text)
    for text in (
        "C34CD7245B341E7C8A24010CCF17E543F0665BE53C912FD13DCF5FC6781B4CF6",  # Belgium Root CA2, to 2028
        "A8D14E945E3E5156BCAE5E39737CF6A1B1F51028BBBF982F50CE5F4C05568B4D",  # Belgium Root CA3
        "C3FBF37259AF0954EEEA4282DD1C7226A54E7150F7C29A2C495BA34DBFE09CA0",  # Belgium Root CA4, to 2028
        "702DD5C1A093CF0A9D71FADD9BF9A7C5857D89FB73B716E867228B3C2BEB968F",  # Belgium Root CA4, to 2032
        "9C872BC979A7C09A58D4A272C199E5CB16CFA9B9618D98BC9A9988E984B8495C",  # Belgium Root CA6
    )
)
_ENDINGS = {".pem", ".crt", ".cer", ".der"}


@dataclass(frozen=True, slots=True)
class TrustStore:
    roots: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...]

    @classmethod
    def of(cls, certificates: Iterable[x509.Certificate], *, pinned: frozenset[bytes] | None = None) -> "TrustStore":
        """Self-issued certificates are roots (only those `pinned`, where that is given), the others intermediates.

        Without any root the others are the anchors: the model of Web eID's own libraries, for support staff.
        """
        every = tuple(certificates)
        roots = tuple(one for one in every if one.issuer == one.subject)
        others = tuple(one for one in every if one.issuer != one.subject)
        if pinned is not None:
            roots = tuple(root for root in roots if root.fingerprint(hashes.SHA256()) in pinned)
        elif not roots:
            return cls(others, ())
        return cls(roots, others)

    @classmethod
    def from_folder(cls, folder: Path, *, pinned: frozenset[bytes] | None = None) -> "TrustStore":
        """Reads every PEM and DER certificate in `folder`. Raises `ValueError` naming a file that is none."""
        certificates: list[x509.Certificate] = []
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() in _ENDINGS:
                certificates += _read(file)
        return cls.of(certificates, pinned=pinned)


def _read(file: Path) -> list[x509.Certificate]:
    content = file.read_bytes()
    try:
        if b"-----BEGIN CERTIFICATE-----" in content:
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except ValueError as error:
        raise ValueError(f"{file.name} is not a certificate.") from error
