"""The calendar as list, month and year; an organisation's own days; bad input gets a message."""

from collections.abc import Iterator
from datetime import date

import pytest

from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting
from beffroi.kernel.localized import Localized
from beffroi.portal.calendar import registry
from beffroi.portal.calendar.models import OwnDay
from beffroi.portal.calendar.registry import OwnDeadline
from tests.conftest import ServiceClient, assert_page
from tests.factories.access import MembershipFactory
from tests.portal.conftest import Office, SignIn
from tests.portal.test_statements import statements

pytestmark = pytest.mark.usefixtures("catalogue")
PAGE = "/fr/calendar/"
DAYS = "/fr/calendar/days/"


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
@pytest.mark.parametrize("view", ["list", "month", "year"])
def test_every_view_is_there_in_four_languages(portal: ServiceClient, language: str, view: str) -> None:
    body = assert_page(portal.get(f"/{language}/calendar/?view={view}&on=2026-11-24"))
    assert '<time datetime="2026-11-11"' in body
    assert body.count('data-kind="deadline"') == {"list": 10, "month": 3, "year": 37}[view]


def test_filters_narrow(portal: ServiceClient) -> None:
    body = assert_page(portal.get(f"{PAGE}?view=year&on=2026-11-24&kind=holiday"))
    assert body.count('data-kind="holiday"') == 10
    assert 'data-kind="deadline"' not in body
    assert "kind=holiday" in body  # the tabs keep the filter


def test_deadline_on_a_closed_day_names_the_working_day_before(portal: ServiceClient) -> None:
    body = assert_page(portal.get(f"{PAGE}?view=month&on=2026-11-01"))
    assert "06/11/2026" in body  # the eighth is a Sunday


@pytest.mark.parametrize(
    "query",
    ["on=yesterday", "on=1999-12-31", "on=2100-01-01", "view=week", "kind=jokes", "on=9999-12-31", "on=%00", "view="],
)
def test_odd_questions_are_answered(portal: ServiceClient, query: str) -> None:
    assert portal.get(f"{PAGE}?{query}").status_code in {200, 400}


@pytest.mark.parametrize("on", ["2000-01-01", "2099-12-31"])
@pytest.mark.parametrize("view", ["list", "month", "year"])
def test_the_ends_of_the_calendar_hold(portal: ServiceClient, view: str, on: str) -> None:
    assert_page(portal.get(f"{PAGE}?view={view}&on={on}"))


def test_pages_ask_little(portal: ServiceClient, sign_in: SignIn, office: Office) -> None:
    assert len(statements(portal, PAGE)) == 2
    assert len(statements(sign_in(office.worker), PAGE)) <= 6


@pytest.fixture
def head(sign_in: SignIn, office: Office) -> ServiceClient:
    return sign_in(MembershipFactory(organisation=office.organisation, functions=["head"]).account)


def test_organisation_s_own_days(head: ServiceClient, sign_in: SignIn, office: Office, portal: ServiceClient) -> None:
    day = {"on": "2099-11-06", "name": "Fermeture <b>", "is_closed": "on"}
    assert head.post(DAYS, day).status_code == 302
    assert "déjà un jour" in assert_page(head.post(DAYS, day))
    assert "Fermeture" in assert_page(head.get(DAYS))
    month = f"{PAGE}?view=month&on=2099-11-01"
    body = assert_page(sign_in(office.worker).get(month))
    assert "Fermeture &lt;b&gt;" in body
    assert "05/11/2099" in body  # the eighth is a Sunday, the sixth closed
    stranger = sign_in(MembershipFactory(functions=["head"]).account)
    for browser in (portal, stranger):
        assert "Fermeture" not in assert_page(browser.get(month))
    assert stranger.post(f"{DAYS}remove/", {"on": "2099-11-06"}).status_code == 302
    assert OwnDay.objects.exists()
    assert head.post(f"{DAYS}remove/", {"on": "2099-11-06"}).status_code == 302
    assert not OwnDay.objects.exists()


def test_days_are_set_by_those_who_run_the_organisation(
    sign_in: SignIn, office: Office, portal: ServiceClient, head: ServiceClient
) -> None:
    for browser in (portal, sign_in(office.worker)):
        assert browser.get(DAYS).status_code == 403
        assert browser.post(DAYS, {"on": "2099-01-01", "name": "x"}).status_code == 403
        assert browser.post(f"{DAYS}remove/", {"on": "2099-01-01"}).status_code == 403
    assert head.post(f"{DAYS}remove/", {"on": "nonsense"}).status_code == 400
    for bad in ({"on": "", "name": "x"}, {"on": "2099-01-01", "name": ""}, {"on": "1900-01-01", "name": "x"}):
        assert_page(head.post(DAYS, bad))
    assert not OwnDay.objects.exists()


@pytest.fixture
def application() -> Iterator[None]:
    def offered(actor: Actor, begin: date, end: date) -> Iterator[OwnDeadline]:
        found = OwnDeadline("B1", date(2026, 11, 27), Localized(fr=f"Dossier de {actor.name}"), "/fr/calendar/")
        if begin <= found.on < end:
            yield found

    registry.SOURCES["test"] = offered
    yield
    del registry.SOURCES["test"]


def test_applications_add_the_person_s_own(
    application: None, sign_in: SignIn, office: Office, portal: ServiceClient
) -> None:
    month = f"{PAGE}?view=month&on=2026-11-24"
    assert "Dossier de" in assert_page(sign_in(office.worker).get(month))
    assert "Dossier de" not in assert_page(portal.get(month))


def test_registry_is_empty_until_an_application_has_deadlines() -> None:
    assert registry.SOURCES == {}


def test_database_shows_an_organisation_its_own_days_only(office: Office) -> None:
    OwnDay.objects.create(organisation_id=office.organisation.id, on=date(2026, 1, 2), name={}, is_closed=True)
    with acting(Actor()):
        assert not OwnDay.objects.exists()
