"""The virtual card reader: who may ask it, what a wrong PIN does, and that its answer is a real one."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from beffroi.config.demonstration.cards import issue_cards
from beffroi.config.demonstration.data import the_set
from beffroi.desk import card_reader
from beffroi.partners.eid import Expectation, TokenRefused, TrustStore, validate
from tests.conftest import ServiceClient, assert_page

pytestmark = pytest.mark.django_db
NONCE = base64.b64encode(bytes(32)).decode()
CARD = "aurelie.dumont"


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.STATE = tmp_path
    issue_cards(tmp_path / "eid", 8026, datetime.now(UTC))
    return tmp_path / "eid"


def sign(portal: ServiceClient, settings: Any, card: str = CARD, pin: str = card_reader.PIN, **changes: Any) -> Any:
    extra = {"HTTP_ORIGIN": settings.IDENTITY_ORIGIN} | changes
    return portal.post("/en/desk/card-reader/sign/", {"card": card, "pin": pin, "nonce": NONCE}, **extra)


def test_each_person_gets_a_card_once(folder: Path) -> None:
    held = card_reader.cards()
    assert len(held) == len(the_set().persons) + 4
    assert issue_cards(folder, 8026, datetime.now(UTC)) == 0
    assert {card.state for card, _ in held} == {"valid", "revoked", "expired", "no_certificate", "stranger"}


def test_the_page_lists_them(portal: ServiceClient, folder: Path) -> None:
    page = assert_page(portal.get("/en/desk/cards/"))
    assert "Aurélie Dumont" in page
    assert "without authentication certificate" in page


def test_the_page_says_when_there_are_none(portal: ServiceClient, settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path
    assert "No cards yet" in assert_page(portal.get("/en/desk/cards/"))


def test_the_reader_describes_itself_in_the_readers_language(
    portal: ServiceClient, folder: Path, settings: Any
) -> None:
    response = portal.get("/nl/desk/card-reader/")
    assert response["Access-Control-Allow-Origin"] == settings.IDENTITY_ORIGIN
    assert {"code": f"{CARD}.revoked", "label": "Aurélie Dumont – ingetrokken"} in response.json()["cards"]


def test_the_right_pin_gives_a_token_the_validator_takes(portal: ServiceClient, folder: Path, settings: Any) -> None:
    answer = sign(portal, settings)
    assert answer["Access-Control-Allow-Origin"] == settings.IDENTITY_ORIGIN
    expectation = Expectation(NONCE, settings.IDENTITY_ORIGIN, datetime.now(UTC))
    holder = validate(json.dumps(answer.json()), expectation, TrustStore.from_folder(folder / "trust"), None)
    assert holder.surname == "Dumont"


def test_the_expired_card_answers_and_is_refused_as_such(portal: ServiceClient, folder: Path, settings: Any) -> None:
    answer = sign(portal, settings, f"{CARD}.expired").json()
    expectation = Expectation(NONCE, settings.IDENTITY_ORIGIN, datetime.now(UTC))
    with pytest.raises(TokenRefused, match="validity: expired"):
        validate(json.dumps(answer), expectation, TrustStore.from_folder(folder / "trust"), None)


def test_three_wrong_pins_block_the_card_until_the_desk_unblocks_it(
    portal: ServiceClient, folder: Path, settings: Any
) -> None:
    said = [sign(portal, settings, pin="0000").json()["refused"] for _ in range(3)]
    assert [text[-1] for text in said[:2]] == ["2", "1"]
    assert "blocked" in said[2]
    assert "blocked" in sign(portal, settings).json()["refused"]
    page = assert_page(portal.get("/en/desk/cards/"))
    assert "Unblock the card of Aurélie Dumont" in page
    assert portal.post(f"/en/desk/cards/{CARD}/unblock/").status_code == 302
    assert sign(portal, settings).status_code == 200


def test_a_right_pin_forgets_the_wrong_ones(portal: ServiceClient, folder: Path, settings: Any) -> None:
    for pin in ("0000", "0000", card_reader.PIN, "0000", "0000", card_reader.PIN):
        answer = sign(portal, settings, pin=pin)
    assert answer.status_code == 200


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_no_other_page_may_use_it(portal: ServiceClient, folder: Path, settings: Any, origin: str) -> None:
    assert sign(portal, settings, HTTP_ORIGIN=origin).status_code == 403


@pytest.mark.parametrize("card", ["nobody", f"{CARD}.no_certificate", "../authority/root", "x" * 300])
def test_a_card_that_cannot_sign_says_so(portal: ServiceClient, folder: Path, settings: Any, card: str) -> None:
    assert sign(portal, settings, card).status_code == 403


def test_unblocking_nobodys_card_is_not_found(portal: ServiceClient, folder: Path) -> None:
    assert portal.post("/en/desk/cards/nobody/unblock/").status_code == 404
