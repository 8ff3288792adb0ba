"""Whether a certificate still stands: OCSP first (RFC 6960), the authority's list where OCSP does not answer (RFC 5280 §6.3).

Fail closed: good only is good. As Belgium practises it: a nonce is sent, its absence in the answer is accepted, a
differing one is not; an answer may hold several certificates; only hosts on a list are asked (EI-07, EI-08).
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from beffroi.partners.eid.crl import check_list
from beffroi.partners.eid.errors import TokenRefused
from beffroi.partners.eid.expectation import Expectation
from beffroi.partners.eid.ocsp import NotAnswered, Question, check_answer

BELGIAN_HOSTS = frozenset(
    {"ocsp.eidpki.belgium.be", "crl.eidpki.belgium.be", "ocsp.eid.belgium.be", "crl.eid.belgium.be"}
)
CLOCK_SKEW = timedelta(minutes=5)

Post = Callable[[str, bytes], bytes]
Get = Callable[[str], bytes]


class OnlineRevocation:
    """`post` and `get` do the HTTP: (url, request) → answer; they raise `OSError` when nothing useful came back."""

    def __init__(self, post: Post, get: Get, *, hosts: frozenset[str] = BELGIAN_HOSTS) -> None:
        self._post = post
        self._get = get
        self._hosts = hosts

    def check(self, certificate: x509.Certificate, issuer: x509.Certificate, expectation: Expectation) -> None:
        question = Question.about(certificate, issuer)
        for url in self._allowed(_ocsp_urls(certificate)):
            try:
                check_answer(self._post(url, question.der), question, issuer, expectation.at, CLOCK_SKEW)
            except (OSError, NotAnswered):
                continue
            return
        for url in self._allowed(_list_urls(certificate)):
            try:
                encoded = self._get(url)
            except OSError:
                continue
            check_list(encoded, certificate, issuer, expectation.at, CLOCK_SKEW)
            return
        raise TokenRefused("revocation", "not_reachable")

    def _allowed(self, urls: Iterable[str]) -> list[str]:
        """An address in a certificate is not ours: only plain http(s) to listed hosts is followed (SSRF)."""
        return [
            url
            for url in urls
            if (parts := urlsplit(url)).scheme in {"http", "https"}
            and (parts.hostname in self._hosts or parts.netloc in self._hosts)
        ]


def _ocsp_urls(certificate: x509.Certificate) -> list[str]:
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return []
    return [
        one.access_location.value
        for one in access
        if one.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(one.access_location, x509.UniformResourceIdentifier)
    ]


def _list_urls(certificate: x509.Certificate) -> list[str]:
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return []
    names = [name for point in points for name in point.full_name or ()]
    return [name.value for name in names if isinstance(name, x509.UniformResourceIdentifier)]
