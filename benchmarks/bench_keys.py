"""Judging an eID card's answer: CPU of the validator, without network, and with OCSP made, read and checked."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from beffroi.partners.eid import Expectation, TrustStore, validate
from beffroi.partners.eid.fake.pki import Pki
from beffroi.partners.eid.revocation import OnlineRevocation
from benchmarks.figures import Figure
from tests.partners.eid.cards import LISTS, NONCE, ORIGIN, RESPONDER, answer, token

_TIMES = 200


def measure() -> list[Figure]:
    now = datetime.now(UTC)
    pki = Pki(now, responder=RESPONDER, lists=LISTS)
    card = pki.card("85073003328", given_names="Zoë", surname="D'Hondt")
    text, expectation = token(card), Expectation(NONCE, ORIGIN, now)
    authorities = (pki.root, pki.citizens, pki.foreigners)
    trust = TrustStore.of(authority.certificate for authority in authorities)
    alone = _milliseconds(lambda: validate(text, expectation, trust, None))
    answering = 0.0

    def post(url: str, request: bytes) -> bytes:
        """The responder's own work is not the validator's: its time is taken off."""
        nonlocal answering
        begun = time.process_time()
        made = answer(pki, request, card=card, at=now)
        answering += time.process_time() - begun
        return made

    def unused(url: str) -> bytes:
        raise OSError

    revocation = OnlineRevocation(post, unused)
    whole = _milliseconds(lambda: validate(text, expectation, trust, revocation))
    with_ocsp = whole - answering * 1000 / (_TIMES + 1)
    return [
        Figure("keys.eid_token", alone, "ms CPU", 3),
        Figure("keys.eid_token_with_ocsp", with_ocsp, "ms CPU", 8),
    ]


def _milliseconds(act: Callable[[], object]) -> float:
    """CPU of one call, mean of many after a first."""
    act()
    begun = time.process_time()
    for _ in range(_TIMES):
        act()
    return (time.process_time() - begun) * 1000 / _TIMES
