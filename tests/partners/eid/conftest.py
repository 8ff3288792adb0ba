import pytest

from beffroi.partners.eid.fake.pki import Card, Pki
from tests.partners.eid.cards import AT, LISTS, RESPONDER


@pytest.fixture(scope="session")
def pki() -> Pki:
    return Pki(AT, responder=RESPONDER, lists=LISTS)


@pytest.fixture(scope="session")
def card(pki: Pki) -> Card:
    return pki.card("85073003328", given_names="Zoë Renée", surname="D'Hondt")
