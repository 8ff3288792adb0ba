"""The token card (TC-*)."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from beffroi.identity.demonstration import card_codes
from beffroi.identity.models import CardCell, Key, Person, Session, TokenCard
from beffroi.identity.paper import card_letter
from beffroi.identity.rules import CARD_ALPHABET
from beffroi.kernel import clock
from tests.conftest import assert_page
from tests.identity.conftest import MONDAY, SEED, Browser

pytestmark = pytest.mark.django_db


def asked() -> int:
    position = TokenCard.objects.filter(key__state="active").get().asked_position
    assert position
    return position


def wrong_for(position: int) -> str:
    return card_codes(SEED)[position % 24]


def test_a_person_signs_in_with_the_code_asked(browser: Browser, person: Person) -> None:
    browser.begin().type_password("token-card")
    page = assert_page(browser.get(browser.url("token-card", "code")))
    assert f"<strong>{asked()}</strong>" in page
    assert browser.type_code("token-card", browser.card_code().lower()).status_code == 303
    assert (Session.objects.get().level, Session.objects.get().keys) == (300, ["token_card"])
    assert CardCell.objects.filter(spent_as="used").count() == 1


def test_no_code_is_readable_in_the_database(person: Person) -> None:
    """TC-02."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(encode(code_hash, 'hex'), ' ') FROM identity_cardcell")
        stored = bytes.fromhex(cursor.fetchone()[0].replace(" ", ""))
    assert len(stored) == 24 * 32
    assert not any(code.encode() in stored for code in card_codes(SEED))


def test_two_cards_with_the_same_code_have_different_hashes(person: Person) -> None:
    hashes = [bytes(cell.code_hash) for cell in CardCell.objects.all()]
    assert len(set(hashes)) == 24


def test_the_same_number_is_asked_until_it_is_answered(browser: Browser, person: Person) -> None:
    """TC-04: reloading, a wrong answer and a new sign-in harvest nothing."""
    browser.begin().type_password("token-card")
    first = asked()
    for _ in range(3):
        browser.get(browser.url("token-card", "code"))
    browser.type_code("token-card", wrong_for(first))
    assert asked() == first
    browser.begin().type_password("token-card")
    assert asked() == first


def test_a_number_shown_three_times_in_vain_is_burnt(browser: Browser, person: Person) -> None:
    """TC-04."""
    browser.begin().type_password("token-card")
    first = asked()
    for _ in range(2):
        browser.begin().type_password("token-card")
        assert asked() == first
    browser.begin().type_password("token-card")
    assert asked() != first
    cell = CardCell.objects.get(position=first)
    assert cell.spent_as == "burnt"


def test_the_time_to_answer_is_five_minutes(browser: Browser, person: Person) -> None:
    with clock.frozen(MONDAY):
        browser.begin().type_password("token-card")
    with clock.frozen(MONDAY + timedelta(minutes=6)):
        assert browser.type_code("token-card", browser.card_code()).status_code == 200
        assert not Session.objects.exists()
        assert browser.client.post(browser.url("token-card", "code"), {"again": "1"}).status_code == 303
        assert browser.type_code("token-card", browser.card_code()).status_code == 303


def test_five_wrong_codes_lock_the_card(browser: Browser, person: Person) -> None:
    """TC-05; the person is told, and the other keys still work."""
    browser.begin().type_password("token-card")
    statuses = [browser.type_code("token-card", wrong_for(asked())).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 403]
    assert Key.objects.get(kind="token_card").state == "locked"
    assert browser.type_code("token-card", browser.card_code()).status_code == 403
    assert browser.begin().type_password("token-card").status_code == 403
    assert not Session.objects.exists()
    browser.run_jobs()
    assert mail.outbox
    assert browser.begin().sign_in("mobile-app").status_code == 303


def test_a_right_code_forgives_the_wrong_ones(browser: Browser, person: Person) -> None:
    browser.begin().type_password("token-card")
    for _ in range(4):
        browser.type_code("token-card", wrong_for(asked()))
    assert browser.type_code("token-card", browser.card_code()).status_code == 303
    assert TokenCard.objects.get().wrong_tries == 0


def _use_up(browser: Browser, leaving: int) -> None:
    cells = CardCell.objects.filter(spent_at=None).values_list("id", flat=True)
    spent = list(cells)[: len(cells) - leaving]
    CardCell.objects.filter(id__in=spent).update(spent_at=clock.now(), spent_as="used")


def _letters(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


def test_at_six_left_a_new_card_is_ordered_once(browser: Browser, person: Person, settings: Any) -> None:
    """TC-06, TC-09: the paper holds name, card number and date; the letter no national number, no address."""
    _use_up(browser, 8)
    browser.begin().sign_in("token-card")
    browser.run_jobs()
    assert not Key.objects.filter(state="pending").exists()
    browser.begin().sign_in("token-card")
    browser.begin().sign_in("token-card")
    browser.run_jobs()
    new = Key.objects.get(kind="token_card", state="pending")
    assert new.card.posted_at and new.card.cells.count() == 24
    letters = _letters(settings.POST_FOLDER)
    letter = next(each for each in letters if each["reference"].endswith(new.card.number))
    assert set(letter) == {"kind", "reference", "recipient", "addressee", "language", "written_on", "file"}
    assert person.national_number.digits not in json.dumps(letter)
    assert (settings.POST_FOLDER / letter["file"]).read_bytes().startswith(b"%PDF")


def test_the_old_card_works_until_the_new_one_does(browser: Browser, person: Person, monkeypatch: Any) -> None:
    """TC-07."""
    browser.begin(client_id="").sign_in("mobile-app")
    monkeypatch.setattr("beffroi.identity.actions.cards.new_card_code", lambda: "ABCDEF")
    assert browser.client.post("/fr/keys/token-card/new/").status_code == 303
    browser.run_jobs()
    assert browser.begin().sign_in("token-card").status_code == 303
    browser.begin().type_password("token-card")
    page = assert_page(browser.get(browser.url("token-card", "code")))
    new = Key.objects.get(kind="token_card", state="pending")
    assert new.card.number in page
    assert browser.client.post(browser.url("token-card", "code"), {"new_card": "1"}).status_code == 303
    assert browser.type_code("token-card", "abc def").status_code == 303
    new.refresh_from_db()
    assert new.state == "active"
    old = Key.objects.get(kind="token_card", state="ended")
    assert old.reason == "new_card"
    browser.begin().type_password("token-card")
    assert browser.type_code("token-card", "ABCDEF").status_code == 303


def test_a_lost_card_is_ended_by_its_owner(browser: Browser, person: Person) -> None:
    """TC-08: with any other key; at once."""
    browser.begin(client_id="").sign_in("email-code")
    card = Key.objects.get(kind="token_card")
    assert browser.client.post(f"/fr/keys/{card.id}/end/").status_code == 303
    assert browser.begin().type_password("token-card").status_code == 403


def test_all_codes_spent_is_said(browser: Browser, person: Person) -> None:
    _use_up(browser, 0)
    assert browser.begin().type_password("token-card").status_code == 403


def test_the_alphabet_has_nothing_that_looks_alike() -> None:
    """TC-01."""
    assert not set(CARD_ALPHABET) & set("01ILOQUV")


def test_a_demonstration_card_is_the_same_every_time() -> None:
    assert card_codes("seed") == card_codes("seed") != card_codes("other")
    assert all(set(code) <= set(CARD_ALPHABET) and len(code) == 6 for code in card_codes("seed"))


def test_the_workers_threads_print_at_once(person: Person) -> None:
    card = TokenCard.objects.select_related("key__person").get()
    codes = card_codes(SEED)
    with ThreadPoolExecutor(4) as pool:
        letters = list(pool.map(lambda _: card_letter(card, codes), range(8)))
    assert {letter.pdf[:5] for letter in letters} == {b"%PDF-"}
