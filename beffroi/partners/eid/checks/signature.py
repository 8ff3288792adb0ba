"""The card signed our nonce for our origin: sign(H(origin) || H(nonce)) under the certificate's key (EI-03, EI-09)."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from beffroi.partners.eid.errors import TokenRefused
from beffroi.partners.eid.expectation import Expectation
from beffroi.partners.eid.token import Token

_HASHES: dict[str, tuple[str, hashes.HashAlgorithm]] = {
    "256": ("sha256", hashes.SHA256()),
    "384": ("sha384", hashes.SHA384()),
    "512": ("sha512", hashes.SHA512()),
}
_SMALLEST_RSA = 2048  # bits


def check_signature(token: Token, expectation: Expectation) -> None:
    family, size = token.algorithm[:2], token.algorithm[2:]
    if family not in {"ES", "PS", "RS"} or size not in _HASHES:
        raise TokenRefused("signature", "algorithm_not_accepted")
    name, algorithm = _HASHES[size]
    signed = hashlib.new(name, expectation.origin.encode()).digest()
    signed += hashlib.new(name, expectation.nonce.encode()).digest()
    key = token.certificate.public_key()
    try:
        if family == "ES" and isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(_der(token.signature, key.curve.key_size), signed, ec.ECDSA(algorithm))
        elif family != "ES" and isinstance(key, rsa.RSAPublicKey) and key.key_size >= _SMALLEST_RSA:
            key.verify(token.signature, signed, _padding(family, algorithm), algorithm)
        else:
            raise TokenRefused("signature", "key_does_not_fit_algorithm")
    except InvalidSignature:
        raise TokenRefused("signature", "does_not_verify") from None


def _padding(family: str, algorithm: hashes.HashAlgorithm) -> padding.AsymmetricPadding:
    if family == "RS":
        return padding.PKCS1v15()
    return padding.PSS(mgf=padding.MGF1(algorithm), salt_length=algorithm.digest_size)  # RFC 7518 §3.5


def _der(raw: bytes, bits: int) -> bytes:
    """Web eID sends R and S side by side, each as long as the curve's order (RFC 7518 §3.4)."""
    half = (bits + 7) // 8
    if len(raw) != 2 * half:
        raise TokenRefused("signature", "length")
    return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))
