"""The test authority: kept on disk, answering over real HTTP what the validator believes (EI-07)."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from beffroi.partners.eid import Expectation, TokenRefused, TrustStore, validate
from beffroi.partners.eid.fake.office import Office, cards_in
from beffroi.partners.eid.fake.pki import FOREIGNER_AUTHENTICATION
from beffroi.partners.eid.fake.responder import serve
from beffroi.partners.eid.fetch import get_list, post_ocsp
from beffroi.partners.eid.revocation import OnlineRevocation
from tests.journeys.town import free_port
from tests.partners.eid.cards import NONCE, ORIGIN, token

NISS = "85073003328"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def office(tmp_path: Path, port: int) -> Office:
    return Office.opened(tmp_path / "office", port, datetime.now(UTC))


@pytest.fixture
def register(office: Office, port: int) -> Iterator[str]:
    server = serve(office.folder, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"127.0.0.1:{port}"
    server.shutdown()
    thread.join()
    server.server_close()


def verdict(office: Office, host: str, card: Any, post: Any = post_ocsp) -> str:
    revocation = OnlineRevocation(post, get_list, hosts=frozenset({host}))
    trust = TrustStore.from_folder(office.folder / "trust")
    try:
        validate(token(card), Expectation(NONCE, ORIGIN, datetime.now(UTC)), trust, revocation)
    except TokenRefused as refusal:
        return str(refusal)
    return "good"


def _unreachable(*_: Any) -> bytes:
    raise OSError


def test_citizens_and_foreigners_cards_are_good(office: Office, register: str) -> None:
    pki = office.pki
    foreigner = pki.card(NISS, surname="Ngoma", authority=pki.foreigners, policy=FOREIGNER_AUTHENTICATION)
    assert [verdict(office, register, card) for card in (pki.card(NISS), foreigner)] == ["good", "good"]


def test_a_card_revoked_later_is_refused_by_ocsp_and_by_the_list(office: Office, register: str) -> None:
    card = office.pki.card(NISS)
    assert verdict(office, register, card, _unreachable) == "good"
    office.revoke(card)
    assert verdict(office, register, card) == "revocation: revoked"
    assert verdict(office, register, card, _unreachable) == "revocation: revoked"


def test_without_the_register_nothing_is_good(office: Office) -> None:
    assert verdict(office, "127.0.0.1:1", office.pki.card(NISS)) == "revocation: not_reachable"


@pytest.mark.parametrize("content", [b"", b"x", b"\x30\x82" * 40, b"y" * 20_000])
def test_the_register_survives_nonsense(register: str, content: bytes) -> None:
    answer = httpx.post(f"http://{register}/ocsp", content=content)
    assert answer.status_code == 200
    assert httpx.get(f"http://{register}/elsewhere").status_code == 404


def test_the_authority_and_its_cards_outlive_a_restart(office: Office, port: int) -> None:
    card = office.pki.card(NISS)
    office.store("nora", "Nora", "valid", card)
    again = Office.opened(office.folder, port, datetime.now(UTC))
    assert again.pki.root.certificate == office.pki.root.certificate
    assert cards_in(office.folder)["nora"].card.certificate == card.certificate
    assert (office.folder / "cards" / "nora.json").stat().st_mode & 0o077 == 0


def test_another_port_makes_it_anew(office: Office, port: int) -> None:
    office.store("nora", "Nora", "valid", office.pki.card(NISS))
    again = Office.opened(office.folder, port + 1, datetime.now(UTC))
    assert again.pki.root.certificate != office.pki.root.certificate
    assert cards_in(office.folder) == {}
