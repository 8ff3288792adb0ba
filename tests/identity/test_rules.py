"""Pure rules: TOTP vectors, alphabets, names, what a session is worth."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity import rules
from beffroi.identity.rules import Demand, Event, answering_event, counting, with_event

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
VECTOR_SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    """TO-01: RFC 6238 appendix B, SHA-1, eight digits."""
    at = datetime.fromtimestamp(seconds, UTC)
    assert rules.app_code(VECTOR_SECRET, rules.app_step(at), digits=8) == code


@pytest.mark.parametrize(
    ("counter", "code"),
    list(
        enumerate(["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"])
    ),
)
def test_the_vectors_of_rfc_4226(counter: int, code: str) -> None:
    """HW-01: RFC 4226 appendix D."""
    assert rules.app_code(VECTOR_SECRET, counter) == code


@pytest.mark.parametrize(("ago", "taken"), [(0, True), (1, True), (2, False), (-1, False)])
def test_the_present_and_the_previous_step_only(ago: int, taken: bool) -> None:
    """TO-02."""
    step = rules.app_step(NOW) - ago
    found = rules.app_step_of(VECTOR_SECRET, rules.app_code(VECTOR_SECRET, step), NOW)
    assert found == (step if taken else None)


def test_a_card_code_has_six_letters_of_twenty() -> None:
    """TC-01: more than the 20 bits NIST asks of a look-up secret."""
    codes = [rules.new_card_code() for _ in range(400)]
    letters = set("".join(codes))
    assert letters == set(rules.CARD_ALPHABET)
    assert len(rules.CARD_ALPHABET) == 20 and not letters & set("ILOQUV")
    assert all(len(code) == 6 for code in codes) and len(set(codes)) == 400


def test_an_email_code_has_eight_digits() -> None:
    assert all(len(code) == 8 and code.isdigit() for code in (rules.new_email_code() for _ in range(300)))


@pytest.mark.parametrize("typed", ["ada.lievens", " Ada.Lievens ", "ADA.LIEVENS", "ａｄａ.lievens", "Ada.Lie\u0076ens"])
def test_one_user_name_however_typed(typed: str) -> None:
    assert rules.folded_user_name(typed) == "ada.lievens"


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(typed: str) -> None:
    once = rules.folded_user_name(typed)
    assert rules.folded_user_name(once) == once


@given(st.text(max_size=60))
def test_a_typed_code_holds_letters_and_figures_only(typed: str) -> None:
    code = rules.typed_code(typed)
    assert code == "" or (code.isascii() and code.isalnum() and code == code.upper())


@pytest.mark.parametrize(
    ("address", "masked"), [("ada@example.org", "a•••@example.org"), ("é@x.be", "é•••@x.be"), ("", "•••@")]
)
def test_an_address_is_masked(address: str, masked: str) -> None:
    assert rules.masked_email(address) == masked


def _event(key: str, level: int, minutes_ago: float, hours: float = 8) -> Event:
    at = NOW - timedelta(minutes=minutes_ago)
    return Event(key, level, at, at + timedelta(hours=hours))


def test_a_weak_event_neither_lowers_nor_prolongs_a_strong_one() -> None:
    """SU-06."""
    strong, weak = _event("mobile_app", 400, 470), _event("email_code", 250, 1, hours=4)
    events = with_event([strong], weak)
    assert counting(events, NOW)[0] == strong
    in_an_hour = NOW + timedelta(hours=1)
    assert counting(events, in_an_hour) == [weak]


def test_a_strong_event_lifts() -> None:
    events = with_event([_event("email_code", 250, 10)], _event("mobile_app", 400, 0))
    assert counting(events, NOW)[0].level == 400


def test_the_same_key_again_replaces_its_event() -> None:
    events = with_event([_event("email_code", 250, 10)], _event("email_code", 250, 0))
    assert [event.at for event in events] == [NOW]


@pytest.mark.parametrize(
    ("demand", "reason"),
    [
        (Demand(250), ""),
        (Demand(300), ""),
        (Demand(400), ""),
        (Demand(450), "level_too_low"),
        (Demand(500), "level_too_low"),
        (Demand(250, ("eid",)), "key_not_accepted"),
        (Demand(250, ("email_code",)), ""),
        (Demand(250, ("mobile_app", "eid")), ""),
        (Demand(300, ("email_code",)), "key_not_accepted"),
        (Demand(250, max_age=60), ""),
        (Demand(400, max_age=60), "too_long_ago"),
        (Demand(400, max_age=3600), ""),
        (Demand(250, max_age=0), "too_long_ago"),
        (Demand(250, not_before=NOW), "must_authenticate"),
        (Demand(250, not_before=NOW - timedelta(seconds=30)), ""),
        (Demand(400, not_before=NOW - timedelta(minutes=5)), "must_authenticate"),
    ],
)
def test_what_answers_a_demand(demand: Demand, reason: str) -> None:
    """SU-01, SU-02, SU-04: an app shown ten minutes ago, an e-mail code fifteen seconds ago."""
    events = [_event("mobile_app", 400, 10), _event("email_code", 250, 0.25)]
    event, verdict = answering_event(events, demand, NOW)
    assert (verdict.allowed, verdict.reason) == (not reason, reason)
    assert (event is None) == bool(reason)


def test_the_level_told_is_that_of_the_event_that_answers() -> None:
    """SU-02: a fresh e-mail code answers `prompt=login`, but as what it is."""
    events = [_event("mobile_app", 400, 10), _event("email_code", 250, 0)]
    event, _ = answering_event(events, Demand(250, not_before=NOW - timedelta(minutes=1)), NOW)
    assert event is not None and event.level == 250


def test_nothing_answers_without_events() -> None:
    assert answering_event([], Demand(0), NOW)[1].reason == "not_signed_in"
