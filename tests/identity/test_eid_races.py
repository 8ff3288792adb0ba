"""Eight browsers' answers at the same moment are one sign-in (EI-02)."""

from typing import Any

import pytest

from beffroi.identity.actions import begin_transaction
from beffroi.identity.actions.eid import check_card
from beffroi.identity.browser import Visitor
from beffroi.identity.keys import eid
from beffroi.identity.models import Key, Session
from beffroi.kernel import clock
from tests.identity.conftest import make_person
from tests.identity.eid_cards import ORIGIN, open_office
from tests.identity.test_races import at_once
from tests.partners.eid.cards import token

pytestmark = pytest.mark.django_db(transaction=True)


def _begun() -> Any:
    return begin_transaction(client_id="", service_name={}, redirect_uri="", request={}, min_level=0, language="fr")[0]


def test_one_challenge_is_spent_once(tmp_path: Any, settings: Any, monkeypatch: Any) -> None:
    office, person = open_office(tmp_path / "trust", settings, monkeypatch), make_person()
    under_way = _begun()
    text = token(office.issue(str(person.niss)), nonce=eid.ask(under_way, clock.now()), origin=ORIGIN)
    answers = at_once(lambda _: check_card(under_way=under_way, token=text, current=None, visitor=Visitor()))
    assert sorted(verdict.reason for verdict, _ in answers) == ["", *["challenge_spent"] * 7]
    assert Session.objects.count() == 1


def test_first_uses_at_once_make_one_key(tmp_path: Any, settings: Any, monkeypatch: Any) -> None:
    office, person = open_office(tmp_path / "trust", settings, monkeypatch), make_person()
    card = office.issue(str(person.niss))
    begun = [_begun() for _ in range(8)]
    texts = [token(card, nonce=eid.ask(one, clock.now()), origin=ORIGIN) for one in begun]
    answers = at_once(
        lambda i: check_card(under_way=begun[i], token=texts[i], current=None, visitor=Visitor(address="10.0.0.1"))
    )
    assert all(verdict for verdict, _ in answers)
    assert Key.objects.filter(person=person, kind="eid").count() == 1
