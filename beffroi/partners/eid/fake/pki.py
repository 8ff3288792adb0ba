"""Root, citizen and foreigner authorities, and cards in every state a card can be in."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

CITIZEN_AUTHENTICATION = x509.ObjectIdentifier("2.16.56.13.6.1.1.1000")
CITIZEN_SIGNATURE = x509.ObjectIdentifier("2.16.56.13.6.1.2.1000")
FOREIGNER_AUTHENTICATION = x509.ObjectIdentifier("2.16.56.13.6.2.1.1000")

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_AUTHORITY_YEARS, _CARD_YEARS = 12, 10


@dataclass(frozen=True)
class Authority:
    certificate: x509.Certificate
    key: Key


@dataclass(frozen=True)
class Card:
    """An authentication certificate with its key; `serial` is the certificate's."""

    certificate: x509.Certificate
    key: Key

    @property
    def serial(self) -> int:
        return self.certificate.serial_number

    def sign(self, algorithm: str, origin: str, nonce: str) -> bytes:
        """As the card does it for Web eID: ECDSA as R beside S."""
        name = f"sha{algorithm[2:]}"
        signed = hashlib.new(name, origin.encode()).digest() + hashlib.new(name, nonce.encode()).digest()
        used = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}[algorithm[2:]]
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            r, s = decode_dss_signature(self.key.sign(signed, ec.ECDSA(used)))
            half = (self.key.curve.key_size + 7) // 8
            return r.to_bytes(half, "big") + s.to_bytes(half, "big")
        if algorithm.startswith("RS"):
            return self.key.sign(signed, padding.PKCS1v15(), used)
        return self.key.sign(signed, padding.PSS(padding.MGF1(used), used.digest_size), used)


@dataclass
class Pki:
    """`at`: when it was made. `responder` and `lists`: where its certificates say OCSP and CRL are found."""

    at: datetime
    responder: str = ""
    lists: str = ""
    revoked: set[int] = field(default_factory=set)

    @cached_property
    def root(self) -> Authority:
        key = ec.generate_private_key(ec.SECP384R1())
        name = _name(common_name="Beffroi test Root CA", organisation="Beffroi acceptance environment")
        return Authority(self._authority(name, key, name, key, path_length=1), key)

    @cached_property
    def citizens(self) -> Authority:
        return self.issuing("Citizen CA")

    @cached_property
    def foreigners(self) -> Authority:
        return self.issuing("Foreigner CA")

    def issuing(self, common_name: str) -> Authority:
        key = ec.generate_private_key(ec.SECP384R1())
        name = _name(common_name=common_name, serial_number=f"{self.at:%Y}01")
        issuer = self.root.certificate.subject
        return Authority(self._authority(name, key, issuer, self.root.key, path_length=0), key)

    def _authority(
        self, subject: x509.Name, key: Key, issuer: x509.Name, issuer_key: Key, *, path_length: int
    ) -> x509.Certificate:
        builder = _builder(subject, issuer, key, self.at - timedelta(days=30), _AUTHORITY_YEARS)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        builder = builder.add_extension(_key_usage(key_cert_sign=True, crl_sign=True), critical=True)
        return builder.sign(issuer_key, hashes.SHA384())

    def card(
        self,
        niss: str,
        *,
        given_names: str = "",
        surname: str = "",
        authority: Authority | None = None,
        policy: x509.ObjectIdentifier | None = CITIZEN_AUTHENTICATION,
        key: Key | None = None,
        valid_from: datetime | None = None,
        years: int = _CARD_YEARS,
        for_signing: bool = False,
        extended: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.CLIENT_AUTH,),
    ) -> Card:
        authority, key = authority or self.citizens, key or ec.generate_private_key(ec.SECP384R1())
        name = _name(
            country="BE",
            common_name=f"{given_names} {surname} (Authentication)".strip(),
            surname=surname,
            given_names=given_names,
            serial_number=niss,
        )
        start = valid_from or self.at - timedelta(days=1)
        builder = _builder(name, authority.certificate.subject, key, start, years)
        usage = _key_usage(content_commitment=True) if for_signing else _key_usage(digital_signature=True)
        builder = builder.add_extension(usage, critical=True)
        if extended:
            builder = builder.add_extension(x509.ExtendedKeyUsage(extended), critical=False)
        if policy is not None:
            builder = builder.add_extension(x509.CertificatePolicies([x509.PolicyInformation(policy, None)]), False)
        return Card(self._pointing(builder).sign(authority.key, hashes.SHA384()), key)

    def _pointing(self, builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
        if self.responder:
            place = x509.UniformResourceIdentifier(self.responder)
            access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)
            builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        if self.lists:
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(self.lists)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return builder


def _builder(subject: x509.Name, issuer: x509.Name, key: Key, start: datetime, years: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * years))
    )


def _name(**parts: str) -> x509.Name:
    oids = {
        "country": NameOID.COUNTRY_NAME,
        "organisation": NameOID.ORGANIZATION_NAME,
        "common_name": NameOID.COMMON_NAME,
        "surname": NameOID.SURNAME,
        "given_names": NameOID.GIVEN_NAME,
        "serial_number": NameOID.SERIAL_NUMBER,
    }
    return x509.Name([x509.NameAttribute(oids[part], value) for part, value in parts.items() if value])


def _key_usage(**used: bool) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: used.get(name, False) for name in every})
