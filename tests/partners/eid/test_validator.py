"""EI-03 to EI-06, EI-09 to EI-12: a token is good only when everything about it is."""

import base64
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.partners.eid import Expectation, Holder, TokenRefused, TrustStore, validate
from beffroi.partners.eid.fake.pki import CITIZEN_SIGNATURE, FOREIGNER_AUTHENTICATION, Card, Pki
from tests.partners.eid.cards import AT, NONCE, ORIGIN, token

EXPECTATION = Expectation(NONCE, ORIGIN, AT)


def trust(pki: Pki) -> TrustStore:
    return TrustStore.of([pki.root.certificate, pki.citizens.certificate, pki.foreigners.certificate])


def checked(pki: Pki, text: str, expectation: Expectation = EXPECTATION) -> Holder:
    return validate(text, expectation, trust(pki), None)


def refusal(pki: Pki, text: str, expectation: Expectation = EXPECTATION) -> tuple[str, str]:
    with pytest.raises(TokenRefused) as refused:
        checked(pki, text, expectation)
    return refused.value.check, refused.value.reason


def test_a_good_card_names_its_holder(pki: Pki, card: Card) -> None:
    holder = checked(pki, token(card))
    assert (holder.niss, holder.given_names, holder.surname) == ("85073003328", "Zoë Renée", "D'Hondt")


def test_a_foreigner_card_is_accepted(pki: Pki) -> None:
    card = pki.card("85273003356", surname="Ng", authority=pki.foreigners, policy=FOREIGNER_AUTHENTICATION)
    assert checked(pki, token(card)).surname == "Ng"


@pytest.mark.parametrize(("given_names", "surname"), [("", "Aung"), ("Suharto", ""), ("", "")])
def test_a_missing_name_is_no_fault(pki: Pki, given_names: str, surname: str) -> None:
    card = pki.card("85073003328", given_names=given_names, surname=surname)
    holder = checked(pki, token(card))
    assert (holder.given_names, holder.surname) == (given_names, surname)


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
def test_older_cards_sign_with_rsa(pki: Pki, algorithm: str) -> None:
    card = pki.card("85073003328", surname="Peeters", key=_rsa())
    assert checked(pki, token(card, algorithm=algorithm)).surname == "Peeters"


@pytest.mark.parametrize(("curve", "algorithm"), [(ec.SECP256R1(), "ES256"), (ec.SECP521R1(), "ES512")])
def test_other_curves_sign_as_long_as_their_order(pki: Pki, curve: ec.EllipticCurve, algorithm: str) -> None:
    card = pki.card("85073003328", surname="Peeters", key=ec.generate_private_key(curve))
    assert checked(pki, token(card, algorithm=algorithm)).surname == "Peeters"


@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES", "es384", "", "XX256", "ES1024", "RS256"])
def test_an_algorithm_of_the_attackers_choice_is_refused(pki: Pki, card: Card, algorithm: str) -> None:
    good = json.loads(token(card))
    assert refusal(pki, json.dumps(good | {"algorithm": algorithm}))[0] in {"signature", "token"}


@pytest.mark.parametrize("origin", ["https://evil.example", f"{ORIGIN}:8443", "http://sign-in.example"])
def test_a_signature_for_another_origin_is_refused(pki: Pki, card: Card, origin: str) -> None:
    assert refusal(pki, token(card, origin=origin)) == ("signature", "does_not_verify")


def test_a_signature_over_another_nonce_is_refused(pki: Pki, card: Card) -> None:
    other = base64.b64encode(bytes(32)).decode()
    assert refusal(pki, token(card, nonce=other)) == ("signature", "does_not_verify")


def test_a_signature_of_another_length_is_refused(pki: Pki, card: Card) -> None:
    assert refusal(pki, token(card, signature=base64.b64encode(bytes(95)).decode())) == ("signature", "length")


def test_the_signing_certificate_is_refused(pki: Pki) -> None:
    card = pki.card("85073003328", surname="Peeters", for_signing=True, policy=CITIZEN_SIGNATURE, extended=())
    assert refusal(pki, token(card)) == ("key_usage", "not_for_authentication")


def test_a_certificate_for_another_use_is_refused(pki: Pki) -> None:
    card = pki.card("85073003328", surname="Peeters", extended=(ExtendedKeyUsageOID.SERVER_AUTH,))
    assert refusal(pki, token(card)) == ("key_usage", "not_for_client_authentication")


@pytest.mark.parametrize(
    ("policy", "reason"),
    [(None, "no_policy"), (CITIZEN_SIGNATURE, "policy_not_accepted"), ("1.2.3.4", "policy_not_accepted")],
)
def test_only_listed_policies_are_accepted(pki: Pki, policy: x509.ObjectIdentifier | str | None, reason: str) -> None:
    oid = x509.ObjectIdentifier(policy) if isinstance(policy, str) else policy
    text = token(pki.card("85073003328", surname="Peeters", policy=oid))
    assert refusal(pki, text) == ("policies", reason)
    assert checked(pki, text, replace(EXPECTATION, policies=None)).surname == "Peeters"


def test_a_card_counts_from_its_first_to_its_last_day(pki: Pki, card: Card) -> None:
    early, late = card.certificate.not_valid_before_utc, card.certificate.not_valid_after_utc
    second = timedelta(seconds=1)
    assert refusal(pki, token(card), replace(EXPECTATION, at=early - second)) == ("validity", "not_yet_valid")
    assert refusal(pki, token(card), replace(EXPECTATION, at=late + second)) == ("validity", "expired")


def test_a_card_of_another_authority_with_the_same_name_is_refused(pki: Pki) -> None:
    forged = Pki(AT).card("85073003328", surname="Peeters")
    assert refusal(pki, token(forged)) == ("chain", "not_trusted")


def test_a_card_does_not_issue_cards(pki: Pki, card: Card) -> None:
    from beffroi.partners.eid.fake.pki import Authority

    made = pki.card("85073003328", surname="Peeters", authority=Authority(card.certificate, card.key))
    store = TrustStore.of([pki.root.certificate, pki.citizens.certificate, card.certificate])
    with pytest.raises(TokenRefused, match="chain: not_trusted"):
        validate(token(made), EXPECTATION, store, None)


def test_only_pinned_roots_are_roots(pki: Pki, card: Card) -> None:
    store = TrustStore.of([pki.root.certificate, pki.citizens.certificate], pinned=frozenset())
    with pytest.raises(TokenRefused, match="chain: not_trusted"):
        validate(token(card), EXPECTATION, store, None)


def test_without_the_intermediate_nothing_is_trusted(pki: Pki, card: Card) -> None:
    with pytest.raises(TokenRefused, match="chain: not_trusted"):
        validate(token(card), EXPECTATION, TrustStore.of([pki.root.certificate]), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 99,
        "x" * 10_001,
        "[" * 5_000,
        json.dumps(["x" * 200]),
        '{"format": "web-eid:1.0", "format": "' + "x" * 200,
    ],
)
def test_nonsense_is_refused_before_it_is_read(pki: Pki, text: str) -> None:
    assert refusal(pki, text)[0] == "token"


@pytest.mark.parametrize("form", ["web-eid:2.0", "web-eid:10", "web-eid", "", None, 1])
def test_another_format_is_refused(pki: Pki, card: Card, form: object) -> None:
    assert refusal(pki, token(card, format=form))[0] == "token"


def test_a_later_minor_format_is_read(pki: Pki, card: Card) -> None:
    assert checked(pki, token(card, format="web-eid:1.1", unverifiedSigningCertificates=[])).niss == "85073003328"
    assert refusal(pki, token(card, unverifiedSigningCertificates=[])) == ("token", "field_of_another_format")


@pytest.mark.filterwarnings("ignore:Parsed a serial number which wasn't positive")
@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_token_changed_anywhere_is_never_accepted(pki: Pki, card: Card, data: st.DataObject) -> None:
    good = json.loads(token(card))
    name = data.draw(st.sampled_from(["unverifiedCertificate", "algorithm", "signature"]))
    raw = bytearray(good[name].encode() if name == "algorithm" else base64.b64decode(good[name]))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    changed = raw.decode("latin-1") if name == "algorithm" else base64.b64encode(raw).decode()
    refusal(pki, json.dumps(good | {name: changed}))


def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)
