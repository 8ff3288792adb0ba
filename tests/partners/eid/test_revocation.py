"""EI-07, EI-08: good only is good; who cannot say so now is not asked to be believed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.x509 import ocsp

from beffroi.partners.eid import Expectation, TokenRefused
from beffroi.partners.eid.fake.pki import Card, Pki
from beffroi.partners.eid.revocation import OnlineRevocation
from tests.partners.eid.cards import AT, LISTS, NONCE, ORIGIN, RESPONDER, answer, responder, revocation_list

EXPECTATION = Expectation(NONCE, ORIGIN, AT)


def _unreachable(url: str, *_: bytes) -> bytes:
    raise OSError("unreachable")


def outcome(
    pki: Pki, card: Card, post: Callable[[str, bytes], bytes] = _unreachable, get: Callable[[str], bytes] = _unreachable
) -> str:
    try:
        OnlineRevocation(post, get).check(card.certificate, pki.citizens.certificate, EXPECTATION)
    except TokenRefused as refusal:
        return refusal.reason
    return "good"


def test_a_good_answer_is_asked_where_the_certificate_says(pki: Pki, card: Card) -> None:
    asked: list[str] = []

    def post(url: str, request: bytes) -> bytes:
        asked.append(url)
        return answer(pki, request, card=card)

    assert outcome(pki, card, post) == "good"
    assert asked == [RESPONDER]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": ocsp.OCSPCertStatus.REVOKED}, "revoked"),
        ({"status": ocsp.OCSPCertStatus.UNKNOWN}, "unknown_certificate"),
        ({"with_nonce": False}, "good"),
        ({"nonce": b"another nonce of 32 bytes ......"}, "nonce_differs"),
        ({"at": AT - timedelta(days=2)}, "not_reachable"),
        ({"at": AT + timedelta(days=2)}, "not_reachable"),
    ],
)
def test_only_good_and_fresh_is_good(pki: Pki, card: Card, changes: dict[str, object], expected: str) -> None:
    assert outcome(pki, card, lambda _, request: answer(pki, request, card=card, **changes)) == expected  # type: ignore[arg-type]  # table-driven


def test_the_responder_is_found_among_several_certificates(pki: Pki, card: Card) -> None:
    extra = (pki.root.certificate, responder(pki).certificate, pki.citizens.certificate)
    assert outcome(pki, card, lambda _, request: answer(pki, request, card=card, extra=extra)) == "good"


def test_an_answer_about_another_certificate_is_refused(pki: Pki, card: Card) -> None:
    other = pki.card("85073003328", surname="Peeters")
    reason = outcome(pki, card, lambda _, request: answer(pki, request, card=card, about=other))
    assert reason == "answer_about_another_certificate"


def test_a_responder_of_another_authority_is_refused(pki: Pki, card: Card) -> None:
    stranger = responder(pki, by=pki.foreigners)
    reason = outcome(pki, card, lambda _, request: answer(pki, request, card=card, signer=stranger))
    assert reason == "responder_not_authorised"


def test_a_card_is_no_responder(pki: Pki, card: Card) -> None:
    from beffroi.partners.eid.fake.pki import Authority

    signer = Authority(card.certificate, card.key)
    reason = outcome(pki, card, lambda _, request: answer(pki, request, card=card, signer=signer))
    assert reason == "responder_not_authorised"


def test_the_issuer_may_answer_itself(pki: Pki, card: Card) -> None:
    assert outcome(pki, card, lambda _, request: answer(pki, request, card=card, signer=pki.citizens)) == "good"


def test_a_forged_answer_is_refused(pki: Pki, card: Card) -> None:
    def post(_: str, request: bytes) -> bytes:
        forged = bytearray(answer(pki, request, card=card, signer=pki.citizens))
        at = bytes(forged).rfind(pki.citizens.certificate.signature)
        assert at > 0
        place = forged.find(bytes([0x80, 0x00]))  # [0] IMPLICIT NULL: the certStatus "good"
        forged[place] = 0x82  # "unknown", signed by nobody
        return bytes(forged)

    assert outcome(pki, card, post) == "answer_forged"


@pytest.mark.parametrize("nonsense", [b"", b"nonsense", bytes(200)])
def test_nonsense_is_no_answer(pki: Pki, card: Card, nonsense: bytes) -> None:
    assert outcome(pki, card, lambda *_: nonsense) == "not_reachable"


def test_the_list_answers_where_the_responder_does_not(pki: Pki, card: Card) -> None:
    other = pki.card("85073003328", surname="Peeters")
    asked: list[str] = []

    def get(url: str) -> bytes:
        asked.append(url)
        return revocation_list(pki, other)

    assert outcome(pki, card, get=get) == "good"
    assert asked == [LISTS]
    assert outcome(pki, other, get=get) == "revoked"


def test_a_bad_list_is_no_list(pki: Pki, card: Card) -> None:
    assert outcome(pki, card, get=lambda _: b"nonsense") == "list_malformed"
    assert outcome(pki, card, get=lambda _: revocation_list(pki, at=AT - timedelta(days=30))) == "list_outdated"
    assert outcome(pki, card, get=lambda _: revocation_list(pki, signer=pki.foreigners)) == "list_forged"


def test_only_listed_hosts_are_asked(card: Card) -> None:
    elsewhere = Pki(AT, responder="http://169.254.169.254/latest", lists="file:///etc/passwd")
    made = elsewhere.card("85073003328", surname="Peeters")
    asked: list[str] = []

    def post(url: str, request: bytes) -> bytes:
        asked.append(url)
        raise OSError

    assert outcome(elsewhere, made, post, lambda url: post(url, b"")) == "not_reachable"
    assert not asked


def test_nobody_reachable_is_a_refusal(pki: Pki, card: Card) -> None:
    assert outcome(pki, card) == "not_reachable"
