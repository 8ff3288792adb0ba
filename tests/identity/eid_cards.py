"""A test authority for the sign-in service's tests: cards, and an OCSP responder that needs no network."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from beffroi.identity.keys import eid
from beffroi.kernel import clock
from beffroi.partners.eid.fake.pki import Card, Pki
from tests.identity.conftest import Browser
from tests.partners.eid.cards import LISTS, RESPONDER, answer, token

ORIGIN = "http://localhost:8001"


@dataclass
class CardOffice:
    """`status`: what the responder says of every card; None: it does not answer."""

    pki: Pki
    status: ocsp.OCSPCertStatus | None = ocsp.OCSPCertStatus.GOOD
    asked: list[str] = field(default_factory=list)
    card: Card | None = None

    def issue(self, niss: str, **changes: Any) -> Card:
        self.card = self.pki.card(niss, **changes)
        return self.card

    def post(self, url: str, request: bytes) -> bytes:
        self.asked.append(url)
        if self.status is None or self.card is None:
            raise OSError("unreachable")
        return answer(self.pki, request, card=self.card, status=self.status, at=clock.now())

    def get(self, url: str) -> bytes:
        raise OSError("unreachable")


def open_office(folder: Path, settings: Any, monkeypatch: Any) -> CardOffice:
    pki = Pki(clock.now(), responder=RESPONDER, lists=LISTS)
    folder.mkdir()
    for name, authority in {"root": pki.root, "citizens": pki.citizens, "foreigners": pki.foreigners}.items():
        (folder / f"{name}.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    office = CardOffice(pki)
    settings.EID_TRUST, settings.IDENTITY_ORIGIN = str(folder), ORIGIN
    monkeypatch.setattr(eid, "post_ocsp", office.post)
    monkeypatch.setattr(eid, "get_list", office.get)
    return office


def ask_challenge(browser: Browser) -> str:
    response = browser.client.post(browser.url("eid", "challenge"))
    assert response.status_code == 200, response.content
    return str(response.json()["nonce"])


def show_card(browser: Browser, card: Card, nonce: str = "", **changes: Any) -> Any:
    """What the page's script does: a challenge, the card's signature, the form."""
    nonce = nonce or ask_challenge(browser)
    values: dict[str, Any] = {"origin": ORIGIN} | changes
    return browser.client.post(browser.url("eid"), {"token": token(card, nonce=nonce, **values)})
