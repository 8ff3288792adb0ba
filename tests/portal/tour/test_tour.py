"""The tour is offered once, can be left at each step, goes on where it was left, and fits its reader."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection

from beffroi.kernel.actor import NOBODY, Actor
from beffroi.kernel.db import acting
from beffroi.kernel.localized import LANGUAGES
from beffroi.portal.rules.prose import blocks
from beffroi.portal.tour import actions, queries
from beffroi.portal.tour.models import TourProgress
from beffroi.portal.tour.places import NAMES
from beffroi.portal.tour.steps import all_steps
from tests.conftest import ServiceClient, assert_page
from tests.portal.conftest import Office, SignIn, catalogue, office, sign_in

__all__ = ["catalogue", "office", "sign_in"]
pytestmark = pytest.mark.django_db
CODES = [step.code for step in all_steps()]
ADA = Actor(person_id=uuid.UUID(int=1), name="Ada", organisation_id=uuid.UUID(int=10), level=400)


def test_ten_minutes_in_seven_steps() -> None:
    opening = ["keys", "workplace", "open-application", "closed-application"]
    assert [*opening, "code-lists", "sessions", "signing-out"] == CODES
    assert sum(step.minutes for step in all_steps()) == 10


@pytest.mark.parametrize("step", all_steps(), ids=lambda step: step.code)
def test_each_step_speaks_four_languages_and_leads_somewhere(step: Any) -> None:
    texts = [step.title, step.body, *(way.label for way in step.ways)]
    assert all(not text.missing_languages for text in texts)
    assert step.ways
    assert {way.to for way in step.ways} <= NAMES
    assert len({len(blocks(step.body[language])) for language in LANGUAGES}) == 1, "one language says more than another"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["", *(f"{code}/" for code in CODES)])
def test_each_page_is_open_to_visitors(portal: ServiceClient, catalogue: None, language: str, code: str) -> None:
    body = assert_page(portal.get(f"/{language}/tour/{code}"))
    assert f'<html lang="{language}"' in body


def test_an_unknown_step_does_not_exist(portal: ServiceClient, catalogue: None) -> None:
    assert portal.get("/fr/tour/nowhere/").status_code == 404
    assert portal.post("/fr/tour/nowhere/done/").status_code == 404


def test_deep_links_lead_where_the_reader_has_something_to_see(sign_in: SignIn, office: Office) -> None:
    worker = sign_in(office.worker)
    opened = assert_page(worker.get("/fr/tour/open-application/"))
    assert 'href="/fr/applications/code_lists/"' in opened, "the one application that is installed and open to all"
    closed = assert_page(worker.get("/fr/tour/closed-application/"))
    assert closed.count('target="_blank"') == 2
    assert "/access/" in closed or 'href="/fr/applications/"' in closed


@pytest.mark.parametrize("step", all_steps(), ids=lambda step: step.code)
def test_each_deep_link_answers(sign_in: SignIn, office: Office, step: Any) -> None:
    worker = sign_in(office.worker)
    body = assert_page(worker.get(f"/fr/tour/{step.code}/"))
    for address in re.findall(r'<a href="([^"]+)" target="_blank"', body):
        if address.startswith("/"):
            assert worker.get(address).status_code in {200, 302, 403}, address
        else:
            assert address.startswith("http://localhost:8001/fr/")


# --- Once in a person's life -----------------------------------------------------------------------------------------------


def test_it_is_offered_at_the_first_sign_in_only(sign_in: SignIn, office: Office) -> None:
    first = sign_in(office.worker)
    assert "Faire la visite" in assert_page(first.get("/fr/"))
    assert "Faire la visite" in assert_page(first.get("/fr/")), "until it is answered"
    assert "Faire la visite" not in assert_page(sign_in(office.worker, sid="next").get("/fr/"))


@pytest.mark.parametrize("answer", ["/fr/tour/leave/", "/fr/tour/keys/done/"])
def test_once_answered_it_is_gone(sign_in: SignIn, office: Office, answer: str) -> None:
    worker = sign_in(office.worker)
    assert worker.post(answer).status_code == 302
    assert "Faire la visite" not in assert_page(worker.get("/fr/"))


def test_a_stronger_key_does_not_take_the_offer_away(sign_in: SignIn, office: Office) -> None:
    worker = sign_in(office.worker)
    sign_in(office.worker, client=worker, level=500, amr=("eid",))
    assert "Faire la visite" in assert_page(worker.get("/fr/"))


def test_it_goes_on_where_it_was_left(sign_in: SignIn, office: Office) -> None:
    worker = sign_in(office.worker)
    assert worker.post("/fr/tour/keys/done/")["Location"] == "/fr/tour/workplace/"
    assert worker.post("/fr/tour/workplace/done/")["Location"] == "/fr/tour/open-application/"
    worker.post("/fr/tour/leave/")
    body = assert_page(sign_in(office.worker, sid="next").get("/fr/tour/"))
    assert body.count("Vu</span>") == 2
    assert 'class="ds-button" href="/fr/tour/open-application/"' in body


def test_the_last_step_ends_it(sign_in: SignIn, office: Office) -> None:
    worker = sign_in(office.worker)
    assert worker.post("/fr/tour/signing-out/done/")["Location"] == "/fr/"
    row = TourProgress.objects.get()
    assert (row.step, row.ended_at is not None) == (7, True)


def test_nothing_is_kept_about_a_visitor(portal: ServiceClient, catalogue: None) -> None:
    assert portal.post("/fr/tour/keys/done/")["Location"] == "/fr/tour/workplace/"
    assert portal.post("/fr/tour/leave/").status_code == 302
    assert not TourProgress.objects.exists()
    assert actions.offer_once(by=NOBODY) is False


def test_a_step_read_again_takes_nothing_back() -> None:
    with acting(ADA):
        actions.finish_step(number=3, is_last=False, by=ADA)
        actions.finish_step(number=1, is_last=False, by=ADA)
        assert queries.last_finished(ADA) == 3


def test_the_row_is_its_persons() -> None:
    with acting(ADA):
        assert actions.offer_once(by=ADA)
    with acting(Actor(person_id=uuid.UUID(int=2), level=400)), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_tour_tourprogress")
        assert cursor.fetchall() == []
        cursor.execute("UPDATE portal_tour_tourprogress SET step = 5")
        assert cursor.rowcount == 0
