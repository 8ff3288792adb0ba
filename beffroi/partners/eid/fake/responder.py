"""Who says whether a test card still stands: OCSP (RFC 6960) and a list (RFC 5280 §5), over real HTTP on the loopback."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from beffroi.kernel import clock
from beffroi.partners.eid.fake.office import Office
from beffroi.partners.eid.fake.pki import Authority

LOOPBACK = "127.0.0.1"
_LARGEST_REQUEST = 16 * 1024  # bytes
_GOOD_FOR = timedelta(minutes=5)


def serve(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server, bound and ready for `serve_forever`. `port`: also the one that the folder's cards name."""
    register = Register(folder, clock.now)

    class Questions(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            answer = register.answer(self.rfile.read(length)) if 0 < length <= _LARGEST_REQUEST else None
            self._say(answer or ocsp.OCSPResponseBuilder.build_unsuccessful(_MALFORMED).public_bytes(Encoding.DER))

        def do_GET(self) -> None:
            if self.path == "/revoked.crl":
                self._say(register.listed())
            else:
                self.send_error(404)

        def _say(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/octet-stream")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Who was asked about is nobody's business."""

    return ThreadingHTTPServer((LOOPBACK, port), Questions)


_MALFORMED = ocsp.OCSPResponseStatus.MALFORMED_REQUEST


class Register:
    """Reads the folder at each question: cards may be issued and revoked while it runs."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder, self._now = folder, now

    def answer(self, der: bytes) -> bytes | None:
        """None for what is no question about a card of ours."""
        try:
            asked = ocsp.load_der_ocsp_request(der)
        except ValueError:
            return None
        office = Office.read(self._folder, self._now())
        issuer = next((one for one in _issuers(office) if _is_about(asked, one)), None)
        return _answered(asked, office, issuer, self._now()) if issuer else None

    def listed(self) -> bytes:
        """Of the citizens' authority."""
        office, now = Office.read(self._folder, self._now()), self._now()
        issuer = office.pki.citizens
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject)
        builder = builder.last_update(now).next_update(now + timedelta(days=1))
        for serial in sorted(office.pki.revoked):
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(issuer.key, hashes.SHA384()).public_bytes(Encoding.DER)


def _issuers(office: Office) -> tuple[Authority, Authority]:
    return office.pki.citizens, office.pki.foreigners


def _is_about(asked: ocsp.OCSPRequest, issuer: Authority) -> bool:
    """RFC 6960 §4.1.1: the issuer is named by the hash of its name."""
    digest = hashes.Hash(asked.hash_algorithm)
    digest.update(issuer.certificate.subject.public_bytes())
    return digest.finalize() == asked.issuer_name_hash


def _answered(asked: ocsp.OCSPRequest, office: Office, issuer: Authority, now: datetime) -> bytes:
    is_revoked = asked.serial_number in office.pki.revoked
    signer = _responder(office, issuer)
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        issuer_name_hash=asked.issuer_name_hash,
        issuer_key_hash=asked.issuer_key_hash,
        serial_number=asked.serial_number,
        algorithm=asked.hash_algorithm,
        cert_status=ocsp.OCSPCertStatus.REVOKED if is_revoked else ocsp.OCSPCertStatus.GOOD,
        this_update=now,
        next_update=now + _GOOD_FOR,
        revocation_time=now - timedelta(days=1) if is_revoked else None,
        revocation_reason=x509.ReasonFlags.key_compromise if is_revoked else None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
    builder = builder.certificates([signer.certificate, issuer.certificate])  # several, as the Belgian ones send
    for extension in asked.extensions:
        if isinstance(extension.value, x509.OCSPNonce):
            builder = builder.add_extension(extension.value, critical=False)
    return builder.sign(signer.key, hashes.SHA384()).public_bytes(Encoding.DER)


def _responder(office: Office, issuer: Authority) -> Authority:
    """A delegate of the issuer's (RFC 6960 §4.2.2.2), made for this one answer."""
    usage = (ExtendedKeyUsageOID.OCSP_SIGNING,)
    made = office.pki.card("", surname="OCSP", authority=issuer, policy=None, extended=usage)
    return Authority(made.certificate, made.key)
