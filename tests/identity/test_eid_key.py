"""The eID card as a key: what signs in, what does not, and what is said and remembered (EI-02 … EI-12, SU-01, KM-02)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.x509 import ocsp
from django.core import mail

from beffroi.identity import policies
from beffroi.identity.keys import catalogue
from beffroi.identity.models import EidChallenge, Key, KeyEvent, Person, Session, Transaction
from beffroi.kernel import clock
from beffroi.kernel.models import AuditRecord
from beffroi.kernel.niss import Niss
from beffroi.partners.eid.fake.pki import CITIZEN_SIGNATURE, FOREIGNER_AUTHENTICATION, Pki
from tests.conftest import assert_page
from tests.identity.conftest import Browser, make_person
from tests.identity.eid_cards import CardOffice, ask_challenge, open_office, show_card


@pytest.fixture
def office(tmp_path: Any, settings: Any, monkeypatch: Any) -> CardOffice:
    return open_office(tmp_path / "trust", settings, monkeypatch)


def niss_of(person: Person) -> str:
    return str(person.niss)


def test_without_trusted_roots_the_key_is_not_installed(browser: Browser, person: Person, settings: Any) -> None:
    settings.EID_TRUST = ""
    browser.begin()
    assert not catalogue.BY_CODE["eid"].is_installed
    assert_page(browser.get(browser.url("eid")), 404)
    assert_page(browser.client.post(browser.url("eid", "challenge")), 404)


def test_an_unreadable_folder_opens_nothing(office: CardOffice, settings: Any, tmp_path: Any) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "root.pem").write_text("-----BEGIN CERTIFICATE-----\nno")
    for folder in (tmp_path / "nowhere", tmp_path / "broken"):
        settings.EID_TRUST = str(folder)
        assert not catalogue.BY_CODE["eid"].is_installed


def test_production_takes_the_pinned_roots_only(office: CardOffice, settings: Any) -> None:
    assert catalogue.BY_CODE["eid"].is_installed
    settings.IS_ACCEPTANCE = False
    assert not catalogue.BY_CODE["eid"].is_installed


def test_a_good_card_signs_in_at_the_highest_level(browser: Browser, person: Person, office: CardOffice) -> None:
    browser.begin(min_level=500, allowed_keys=["eid"])
    page = assert_page(browser.get(browser.url("eid")))
    assert "data-web-eid" in page
    response = show_card(browser, office.issue(niss_of(person), surname="Lievens"))
    assert response.status_code == 303
    assert Transaction.objects.get(reference=browser.under_way.reference).person == person
    session = Session.objects.get(person=person)
    assert (session.level, session.keys) == (500, ["eid"])
    assert catalogue.amr_of(session.keys) == ["eid", "sc", "pin"]


def test_the_first_use_makes_it_a_key_and_is_told(browser: Browser, person: Person, office: CardOffice) -> None:
    card = office.issue(niss_of(person))
    for _ in range(2):
        browser.begin()
        show_card(browser, card)
    browser.run_jobs()
    key = Key.objects.get(person=person, kind="eid")
    assert key.state == "active"
    assert key.last_used_at
    assert len(mail.outbox) == 1
    assert "eID" in str(mail.outbox[0].body)


def test_a_step_up_raises_the_same_session(browser: Browser, person: Person, office: CardOffice) -> None:
    browser.begin().sign_in("email-code")
    before = Session.objects.get()
    browser.begin(min_level=500)
    show_card(browser, office.issue(niss_of(person)))
    after = Session.objects.get()
    assert (after.id, after.level) == (before.id, 500)
    assert after.secret_hash != before.secret_hash


def test_another_persons_card_ends_the_session_before(browser: Browser, person: Person, office: CardOffice) -> None:
    browser.begin().sign_in("email-code")
    other = make_person(2)
    browser.begin()
    show_card(browser, office.issue(niss_of(other)))
    assert Session.objects.get(person=person).ended_reason == "other_person"
    assert Session.objects.get(person=other).ended_at is None


def test_a_challenge_is_32_bytes_and_asked_anew_each_time(browser: Browser, person: Person, office: CardOffice) -> None:
    browser.begin()
    first, second = ask_challenge(browser), ask_challenge(browser)
    assert len(first) == len(second) == 44
    assert first != second
    assert show_card(browser, office.issue(niss_of(person)), first).status_code == 403


def test_a_challenge_is_spent_even_by_a_refused_answer(browser: Browser, person: Person, office: CardOffice) -> None:
    """EI-02."""
    browser.begin()
    nonce, card = ask_challenge(browser), office.issue(niss_of(person))
    assert show_card(browser, card, nonce, origin="https://elsewhere.example").status_code == 403
    assert_page(show_card(browser, card, nonce), 410)
    assert not Session.objects.exists()


def test_a_challenge_ends_after_five_minutes(
    browser: Browser, person: Person, office: CardOffice, frozen_clock: Any
) -> None:
    browser.begin()
    nonce, card = ask_challenge(browser), office.issue(niss_of(person))
    frozen_clock(clock.now() + policies.EID_CHALLENGE_LIFETIME)
    assert_page(show_card(browser, card, nonce), 410)


def test_a_challenge_is_good_in_its_own_browser_and_sign_in_only(
    browser: Browser, another_browser: Browser, person: Person, office: CardOffice
) -> None:
    browser.begin()
    nonce, card = ask_challenge(browser), office.issue(niss_of(person))
    another_browser.under_way = browser.under_way
    assert_page(show_card(another_browser, card, nonce), 403)
    another_browser.begin()
    ask_challenge(another_browser)
    assert_page(show_card(another_browser, card, nonce), 403)
    assert not Session.objects.exists()
    assert show_card(browser, card, nonce).status_code == 303


REFUSALS = [
    ({"for_signing": True, "policy": CITIZEN_SIGNATURE}, "use of the certificate", 403),
    ({"policy": CITIZEN_SIGNATURE}, "kind of the certificate", 403),
    ({"years": 1, "valid_from": clock.now() - timedelta(days=800)}, "period of validity", 403),
    ({"valid_from": clock.now() + timedelta(days=1)}, "period of validity", 403),
]


@pytest.mark.parametrize(("changes", "check", "status"), REFUSALS)
def test_a_refused_card_hears_which_check_failed(
    browser: Browser, person: Person, office: CardOffice, changes: dict[str, Any], check: str, status: int
) -> None:
    browser.language = "en"
    browser.begin()
    page = assert_page(show_card(browser, office.issue(niss_of(person), **changes)), status)
    assert check in page
    assert "Choose another key" in page
    assert not Session.objects.exists()
    assert AuditRecord.objects.filter(operation="identity.key.card", result="refused").count() == 1
    assert office.asked == []


def test_a_card_of_an_unknown_authority_is_refused(browser: Browser, person: Person, office: CardOffice) -> None:
    browser.begin()
    stranger = Pki(clock.now()).card(niss_of(person))
    assert_page(show_card(browser, stranger), 403)
    assert AuditRecord.objects.get(operation="identity.key.card").reason == "chain.not_trusted"


def test_a_revoked_card_is_refused_and_its_holder_sees_the_try(
    browser: Browser, person: Person, office: CardOffice
) -> None:
    browser.begin()
    office.status = ocsp.OCSPCertStatus.REVOKED
    page = assert_page(show_card(browser, office.issue(niss_of(person))), 403)
    assert "/help/card-lost/" in page
    event = KeyEvent.objects.get(person=person)
    assert (event.key, event.what, event.result) == ("eid", "card", "refused")


def test_nobody_signs_in_while_the_register_is_silent(browser: Browser, person: Person, office: CardOffice) -> None:
    """EI-07: fail closed, and say that it is not the person's fault."""
    browser.begin()
    office.status = None
    assert_page(show_card(browser, office.issue(niss_of(person))), 503)
    assert not Session.objects.exists()


def test_a_forged_card_leaves_no_trace_in_anybodys_history(
    browser: Browser, person: Person, office: CardOffice
) -> None:
    """Whoever copied a certificate cannot fill its holder's history: only the card itself can."""
    browser.begin()
    office.status = ocsp.OCSPCertStatus.REVOKED
    assert_page(show_card(browser, office.issue(niss_of(person)), signature="AAAA" * 32), 403)
    assert not KeyEvent.objects.filter(person=person).exists()


def test_a_known_card_without_a_profile_is_told_so(browser: Browser, person: Person, office: CardOffice) -> None:
    browser.begin()
    page = assert_page(show_card(browser, office.issue("85073003328", given_names="Nora")), 403)
    assert "/help/first-steps/" in page
    assert "85073003328" not in page
    record = AuditRecord.objects.get(operation="identity.key.card")
    assert record.reason == "card_unknown"
    assert record.subject_lookup


def test_a_closed_person_is_as_unknown(browser: Browser, person: Person, office: CardOffice) -> None:
    Person.objects.update(closed_at=clock.now())
    browser.begin()
    assert_page(show_card(browser, office.issue(niss_of(person))), 403)
    assert not Session.objects.exists()


@pytest.mark.parametrize("number", ["85073003329", "8507300332", "", "IDCBE-85073003328"])
def test_a_card_without_a_valid_number_is_refused(
    browser: Browser, person: Person, office: CardOffice, number: str
) -> None:
    """EI-11."""
    browser.begin()
    assert_page(show_card(browser, office.issue(number, surname="Lievens")), 403)
    assert AuditRecord.objects.get(operation="identity.key.card").reason == "card_number"


def test_a_bis_number_and_a_single_name_sign_in(browser: Browser, person: Person, office: CardOffice) -> None:
    """EI-11, EI-12: on a foreigner's card."""
    bis = next(n for i in range(100) if (n := _bis(i)))
    Person.objects.update(niss=bis.digits, niss_lookup=_lookup(bis))
    card = office.issue(bis.digits, surname="Ngoma", policy=FOREIGNER_AUTHENTICATION)
    browser.begin()
    assert show_card(browser, card).status_code == 303


def _bis(check: int) -> Niss | None:
    try:
        return Niss.parse(f"854730001{check:02d}")
    except ValueError:
        return None


def _lookup(niss: Niss) -> bytes:
    from beffroi.identity.demonstration import niss_lookup

    return niss_lookup(niss)


def test_a_locked_card_opens_nothing(browser: Browser, person: Person, office: CardOffice) -> None:
    card = office.issue(niss_of(person))
    browser.begin()
    show_card(browser, card)
    Key.objects.filter(kind="eid").update(state="locked")
    browser.begin()
    assert_page(show_card(browser, card), 403)
    assert Transaction.objects.get(reference=browser.under_way.reference).authenticated_at is None


@pytest.mark.parametrize("text", ["x", "{}" * 60, "é" * 200, "9" * 12_000, json.dumps({"format": "web-eid:1"}) * 5])
def test_what_is_no_token_gets_a_page(browser: Browser, person: Person, office: CardOffice, text: str) -> None:
    browser.begin()
    ask_challenge(browser)
    assert_page(browser.client.post(browser.url("eid"), {"token": text}), 400)


def test_without_script_the_page_says_what_it_needs(browser: Browser, person: Person, office: CardOffice) -> None:
    browser.begin()
    page = assert_page(browser.client.post(browser.url("eid"), {"token": ""}), 400)
    assert "JavaScript" in page
    assert not EidChallenge.objects.exists()


def test_the_reader_of_the_desk_is_offered_in_acceptance_only(
    browser: Browser, person: Person, office: CardOffice, settings: Any
) -> None:
    browser.begin()
    response = browser.get(browser.url("eid"))
    assert "desk/card_reader" in assert_page(response)
    assert f"connect-src 'self' {settings.PORTAL_ORIGIN}" in response["Content-Security-Policy"]
    settings.EID_READER_SCRIPT = ""
    response = browser.get(browser.url("eid"))
    assert "desk/" not in assert_page(response).split("<form", 1)[1]
    assert "connect-src 'self';" in response["Content-Security-Policy"]
