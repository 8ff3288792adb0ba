"""One OCSP question and the checks of its answer (RFC 6960 §3.2, RFC 8954 for the nonce)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from beffroi.partners.eid.errors import TokenRefused


class NotAnswered(Exception):
    """The responder did not say good or revoked about this certificate now: try the next source."""


@dataclass(frozen=True, slots=True)
class Question:
    der: bytes
    nonce: bytes
    request: ocsp.OCSPRequest

    @classmethod
    def about(cls, certificate: x509.Certificate, issuer: x509.Certificate) -> "Question":
        """Belgian responders know certificates by SHA-1 (RFC 5019 §2.1.1); it identifies, it does not protect."""
        nonce = secrets.token_bytes(32)
        builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303 - see above
        request = builder.add_extension(x509.OCSPNonce(nonce), critical=False).build()
        return cls(request.public_bytes(Encoding.DER), nonce, request)


def check_answer(der: bytes, question: Question, issuer: x509.Certificate, at: datetime, skew: timedelta) -> None:
    """Returns for good. Raises `TokenRefused` for revoked, unknown or forged, `NotAnswered` where it says nothing."""
    try:
        response = ocsp.load_der_ocsp_response(der)
    except ValueError:
        raise NotAnswered from None
    if response.response_status != ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise NotAnswered
    _check_nonce(response, question.nonce)
    _check_signature(response, issuer, at)
    single = _about(question.request, response)
    if single.next_update_utc is not None and at > single.next_update_utc + skew:
        raise NotAnswered
    if single.this_update_utc > at + skew or (single.next_update_utc is None and at > single.this_update_utc + skew):
        raise NotAnswered
    if single.certificate_status == ocsp.OCSPCertStatus.REVOKED:
        raise TokenRefused("revocation", "revoked")
    if single.certificate_status != ocsp.OCSPCertStatus.GOOD:
        raise TokenRefused("revocation", "unknown_certificate")


def _check_nonce(response: ocsp.OCSPResponse, sent: bytes) -> None:
    try:
        received = response.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    except x509.ExtensionNotFound:
        return  # Belgian responders may answer from a cache
    if not secrets.compare_digest(received, sent):
        raise TokenRefused("revocation", "nonce_differs")


def _about(request: ocsp.OCSPRequest, response: ocsp.OCSPResponse) -> ocsp.OCSPSingleResponse:
    for single in response.responses:
        if (
            single.serial_number == request.serial_number
            and single.issuer_key_hash == request.issuer_key_hash
            and single.issuer_name_hash == request.issuer_name_hash
            and isinstance(single.hash_algorithm, type(request.hash_algorithm))
        ):
            return single
    raise TokenRefused("revocation", "answer_about_another_certificate")


def _check_signature(response: ocsp.OCSPResponse, issuer: x509.Certificate, at: datetime) -> None:
    """Signed by the issuer itself, or by a responder the issuer names for it (RFC 6960 §4.2.2.2)."""
    for candidate in (issuer, *response.certificates):
        if _is_responder(candidate, response) and (candidate == issuer or _is_delegated(candidate, issuer, at)):
            _verify(response, candidate)
            return
    raise TokenRefused("revocation", "responder_not_authorised")


def _is_responder(candidate: x509.Certificate, response: ocsp.OCSPResponse) -> bool:
    if response.responder_name is not None:
        return candidate.subject == response.responder_name
    digest = hashes.Hash(hashes.SHA1())  # noqa: S303 - the responder's key identifier, RFC 6960 §4.2.1
    digest.update(_key_bits(candidate))
    return digest.finalize() == response.responder_key_hash


def _key_bits(certificate: x509.Certificate) -> bytes:
    """The BIT STRING of the public key, without its tag, length and unused bits."""
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return key.public_bytes(Encoding.DER, PublicFormat.PKCS1)


def _is_delegated(candidate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> bool:
    try:
        candidate.verify_directly_issued_by(issuer)
        usage = candidate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (InvalidSignature, TypeError, ValueError, x509.ExtensionNotFound):
        return False
    is_valid = candidate.not_valid_before_utc <= at <= candidate.not_valid_after_utc
    return is_valid and ExtendedKeyUsageOID.OCSP_SIGNING in usage


def _verify(response: ocsp.OCSPResponse, responder: x509.Certificate) -> None:
    key, signed, signature = responder.public_key(), response.tbs_response_bytes, response.signature
    try:
        algorithm = response.signature_hash_algorithm
        if algorithm is None or isinstance(algorithm, hashes.SHA1 | hashes.MD5):
            raise TokenRefused("revocation", "weak_signature")
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(algorithm))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), algorithm)
        else:
            raise TokenRefused("revocation", "weak_signature")
    except (InvalidSignature, UnsupportedAlgorithm):
        raise TokenRefused("revocation", "answer_forged") from None
