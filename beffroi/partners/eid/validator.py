"""The order of the checks: cheap before dear, and nothing fetched for a certificate we do not trust."""

from typing import Protocol

from cryptography import x509

from beffroi.partners.eid import token as tokens
from beffroi.partners.eid.checks.chain import check_chain
from beffroi.partners.eid.checks.key_usage import check_key_usage
from beffroi.partners.eid.checks.policies import check_policies
from beffroi.partners.eid.checks.signature import check_signature
from beffroi.partners.eid.checks.validity import check_validity
from beffroi.partners.eid.errors import TokenRefused
from beffroi.partners.eid.expectation import Expectation
from beffroi.partners.eid.holder import Holder
from beffroi.partners.eid.trust import TrustStore


class Revocation(Protocol):
    """Says whether a certificate still stands; raises `TokenRefused("revocation", …)` when not, or not known."""

    def check(self, certificate: x509.Certificate, issuer: x509.Certificate, expectation: Expectation) -> None: ...


def validate(text: str, expectation: Expectation, trust: TrustStore, revocation: Revocation | None) -> Holder:
    """The holder of the card that answered. Raises `TokenRefused`, naming the first check that failed.

    The nonce must already have been consumed, whatever the outcome here (EI-02). `revocation` None: not asked,
    for support staff who look at an old token; never in a sign-in.
    """
    token = tokens.read(text)
    chain = check_certificate(token.certificate, expectation, trust)
    check_signature(token, expectation)
    holder = Holder.of(token.certificate)
    if revocation is not None:
        try:
            revocation.check(token.certificate, chain[0], expectation)
        except TokenRefused as refusal:
            refusal.holder = holder
            raise
    return holder


def check_certificate(
    certificate: x509.Certificate, expectation: Expectation, trust: TrustStore
) -> tuple[x509.Certificate, ...]:
    """What holds for a card's certificate however it reached us (Web eID or TLS). Returns the chain above it."""
    check_key_usage(certificate)
    check_policies(certificate, expectation.policies)
    check_validity(certificate, expectation.at)
    return check_chain(certificate, trust, expectation.at)
