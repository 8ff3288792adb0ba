"""Who holds the card, read from the subject of a validated certificate."""

from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Holder:
    """`identifier`: the NISS on Belgian cards, 11 digits without prefix. A given name or a surname may be missing."""

    identifier: str
    given_names: str
    surname: str
    country: str
    certificate_serial: int

    @classmethod
    def of(cls, certificate: x509.Certificate) -> "Holder":
        return cls(
            identifier=_first(certificate, NameOID.SERIAL_NUMBER),
            given_names=_first(certificate, NameOID.GIVEN_NAME),
            surname=_first(certificate, NameOID.SURNAME),
            country=_first(certificate, NameOID.COUNTRY_NAME),
            certificate_serial=certificate.serial_number,
        )

    @property
    def niss(self) -> str | None:
        """The eleven digits on a Belgian card; whether they are a valid number is the caller's check (EI-11)."""
        digits = self.identifier.isascii() and self.identifier.isdigit() and len(self.identifier) == 11
        return self.identifier if self.country == "BE" and digits else None


def _first(certificate: x509.Certificate, attribute: x509.ObjectIdentifier) -> str:
    values = certificate.subject.get_attributes_for_oid(attribute)
    return str(values[0].value) if values else ""
