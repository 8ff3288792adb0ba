"""Tokens as the browser extension makes them, and revocation answers good and bad."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from beffroi.partners.eid.fake.pki import Authority, Card, Pki

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ORIGIN = "https://sign-in.example"
NONCE = base64.b64encode(bytes(range(32))).decode()
RESPONDER = "http://ocsp.eidpki.belgium.be/eid/0"
LISTS = "http://crl.eidpki.belgium.be/eid/1.crl"


def token(card: Card, *, algorithm: str = "ES384", origin: str = ORIGIN, nonce: str = NONCE, **changed: Any) -> str:
    fields: dict[str, Any] = {
        "unverifiedCertificate": base64.b64encode(card.certificate.public_bytes(Encoding.DER)).decode(),
        "algorithm": algorithm,
        "signature": base64.b64encode(card.sign(algorithm, origin, nonce)).decode(),
        "format": "web-eid:1.0",
        "appVersion": "https://web-eid.eu/web-eid-app/releases/2.5.0+0",
    }
    return json.dumps({name: value for name, value in (fields | changed).items() if value is not None})


def answer(
    pki: Pki,
    request: bytes,
    *,
    signer: Authority | None = None,
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    about: Card | None = None,
    nonce: bytes | None = None,
    with_nonce: bool = True,
    at: datetime = AT,
    extra: tuple[x509.Certificate, ...] = (),
    card: Card,
) -> bytes:
    asked = ocsp.load_der_ocsp_request(request)
    signer = signer or responder(pki)
    revoked = status == ocsp.OCSPCertStatus.REVOKED
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=(about or card).certificate,
        issuer=pki.citizens.certificate,
        algorithm=hashes.SHA1(),
        cert_status=status,
        this_update=at,
        next_update=at + timedelta(minutes=1),
        revocation_time=at - timedelta(days=1) if revoked else None,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
    builder = builder.certificates([*extra, signer.certificate])
    if with_nonce:
        sent = asked.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
        builder = builder.add_extension(x509.OCSPNonce(nonce or sent), critical=False)
    return builder.sign(signer.key, hashes.SHA384()).public_bytes(Encoding.DER)


def responder(pki: Pki, *, by: Authority | None = None) -> Authority:
    made = pki.card(
        "", surname="OCSP", authority=by or pki.citizens, policy=None, extended=(ExtendedKeyUsageOID.OCSP_SIGNING,)
    )
    return Authority(made.certificate, made.key)


def revocation_list(pki: Pki, *revoked: Card, signer: Authority | None = None, at: datetime = AT) -> bytes:
    builder = x509.CertificateRevocationListBuilder().issuer_name(pki.citizens.certificate.subject)
    builder = builder.last_update(at).next_update(at + timedelta(days=7))
    for card in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(card.serial).revocation_date(at).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign((signer or pki.citizens).key, hashes.SHA384()).public_bytes(Encoding.DER)
