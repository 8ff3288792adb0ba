"""« My start page »: favourites, last used, what waits, what changed; one person's own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils.translation import gettext_lazy as _

from beffroi.apps.access.models import Right
from beffroi.apps.code_lists.events import CodeListPublished
from beffroi.apps.code_lists.models import CodeList
from beffroi.kernel import clock
from beffroi.kernel.actor import Actor, system_actor
from beffroi.kernel.counting import countable, counts
from beffroi.kernel.db import acting
from beffroi.kernel.errors import Refused
from beffroi.kernel.localized import Localized
from beffroi.kernel.outbox import emit
from beffroi.portal.queries import Taste
from beffroi.portal.start import actions, offers
from beffroi.portal.start.landing import landing
from beffroi.portal.start.models import Arrival, Change
from beffroi.portal.start.news import since_last_visit
from tests.conftest import ServiceClient, assert_page
from tests.portal.conftest import Office, SignIn, grant
from tests.portal.test_statements import statements

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def title(text: str) -> Localized:
    return Localized(dict.fromkeys(("fr", "nl", "de", "en"), text))


def tell(code: str, at: datetime) -> None:
    actions.tell_change(
        kind="code_list", code=code, detail="1", title=title(code), happened_at=at, by=system_actor("tests")
    )


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_start_page_is_there_and_honest_when_empty(sign_in: SignIn, office: Office, language: str) -> None:
    body = assert_page(sign_in(office.worker).get(f"/{language}/start/"))
    assert f'<html lang="{language}"' in body
    assert 'id="waiting"' in body
    assert "portal-counters" not in body
    assert body.count("bf-empty__title") == 1  # no favourites


def test_visitor_is_asked_to_sign_in_and_comes_back(portal: ServiceClient, catalogue: None) -> None:
    assert portal.get("/fr/start/")["Location"] == "/fr/sign-in/?next=%2Ffr%2Fstart%2F"


def test_person_without_account_is_told_so(sign_in: SignIn) -> None:
    assert sign_in().get("/fr/start/")["Location"] == "/fr/organisations/"


def test_favourites_and_what_was_opened_last_stand_there(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    browser.post("/fr/applications/welfare/favourite/?on=1")
    browser.get("/fr/applications/code_lists/")
    body = assert_page(browser.get("/fr/start/"))
    assert body.index("Prima-Web") < body.index('id="recent"') < body.index("Liste des codes</a></h3>")


# --- What waits: the registry ------------------------------------------------------------------------------------------


@pytest.fixture
def offered() -> Iterator[None]:
    """Two applications that count something; one of them is not open to the person."""
    mine = [
        offers.Offer(
            "code_lists", _("Unread messages"), lambda actor: countable(Right.objects.all()), lambda: "/fr/x/"
        ),
        offers.Offer("code_lists", _("Help"), lambda actor: countable(CodeList.objects.all()), lambda: "/fr/y/"),
        offers.Offer("welfare", _("Contact"), lambda actor: pytest.fail("asked what is closed"), lambda: "/"),
    ]
    offers.OFFERS[:] = mine
    yield
    offers.OFFERS.clear()


def test_open_applications_count_what_waits_for_the_person(sign_in: SignIn, office: Office, offered: None) -> None:
    grant(office.membership, "statistics", "mailbox")
    body = assert_page(sign_in(office.worker).get("/fr/start/"))
    assert '<a href="/fr/x/"><strong>2</strong>' in body
    assert '<a href="/fr/y/"><strong>0</strong>' in body


def test_start_page_with_all_counters_asks_eight_times_at_most(sign_in: SignIn, office: Office, offered: None) -> None:
    browser = sign_in(office.worker)
    browser.post("/fr/applications/welfare/favourite/?on=1")
    asked = statements(browser, "/fr/start/")
    assert len(asked) <= 8, "\n".join(sql[:120] for sql in asked)


def test_counts_are_one_statement(db: None) -> None:
    assert counts([]) == []
    rows = CodeList.objects.filter(key="none")
    assert counts([countable(rows), countable(rows.filter(position__gt=3))]) == [0, 0]


# --- What changed --------------------------------------------------------------------------------------------------------


def test_publication_of_a_list_is_told_once(db: None, run_jobs: Callable[[], int]) -> None:
    CodeList.objects.create(key="countries", position=1, owner="bcss", title=title("Pays"))
    event = CodeListPublished("countries", "2026-11", NOW)
    emit(event)
    emit(event)
    run_jobs()
    assert [(change.code, change.detail, change.happened_at) for change in Change.objects.all()] == [
        ("countries", "2026-11", NOW)
    ]


def test_only_what_is_newer_than_the_last_visit_is_told(sign_in: SignIn, office: Office) -> None:
    account = office.worker.id
    with clock.frozen(NOW), acting(Actor(person_id=account)):
        actions.arrive(account_id=account, by=Actor(person_id=account))
    tell("old", NOW - timedelta(hours=1))
    tell("new", NOW + timedelta(hours=1))
    with clock.frozen(NOW + timedelta(days=1)):
        actor = Actor(person_id=account)
        assert {news.title["fr"] for news in since_last_visit(actor).news} == {"old", "new"}  # the first visit
        actions.arrive(account_id=account, by=actor)
        found = since_last_visit(actor)
    assert found.since == NOW
    assert [news.title["fr"] for news in found.news] == ["new"]
    assert found.news[0].url == "/fr/code-lists/new/" or found.news[0].url.endswith("/code-lists/new/")


def test_announcement_of_today_is_told(sign_in: SignIn, office: Office) -> None:
    with clock.frozen(datetime(2020, 4, 3, 10, tzinfo=UTC)):
        body = assert_page(sign_in(office.worker).get("/fr/start/"))
        assert "coronavirus" in body
        assert "03/04/2020" in body


def test_arrivals_are_each_person_s_own(sign_in: SignIn, office: Office) -> None:
    other = uuid4()
    Arrival.objects.create(account_id=other, came_at=NOW)
    with acting(Actor(person_id=office.worker.id)):
        assert not Arrival.objects.exists()
    with pytest.raises(Refused):
        actions.arrive(account_id=other, by=Actor(person_id=office.worker.id))


def test_nobody_tells_changes_but_the_machine(db: None) -> None:
    with pytest.raises(Refused):
        actions.tell_change(
            kind="code_list", code="x", detail="", title=title("x"), happened_at=NOW, by=Actor(person_id=uuid4())
        )


# --- Coming in, and preferences ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("return_to", "taste", "address"),
    [
        ("/fr/", Taste(), "/fr/start/"),
        ("/", Taste(), "/fr/start/"),
        ("/nl/", Taste(language="de"), "/de/start/"),
        ("/nl/calendar/", Taste(language="de"), "/nl/calendar/"),
    ],
)
def test_sign_in_from_a_home_page_lands_on_the_start_page(return_to: str, taste: Taste, address: str) -> None:
    assert landing(return_to, taste) == address


def test_preferences_follow_the_person(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    given = {"color_scheme": "dark", "density": "compact", "language": "nl"}
    response: Any = browser.post("/fr/appearance/?next=/fr/start/", given)
    assert {name: response.cookies[name].value for name in ("beffroi_color_scheme", "beffroi_density")} == {
        "beffroi_color_scheme": "dark",
        "beffroi_density": "compact",
    }
    body = assert_page(browser.get("/fr/appearance/"))
    assert 'data-density="compact"' in body
    assert body.count(" checked") == 3
    browser.post("/fr/appearance/", {"density": ""})  # what is not sent stays
    with connection.cursor() as cursor:
        cursor.execute("SELECT color_scheme, density, language FROM portal_preference")
        assert cursor.fetchall() == [("dark", "", "nl")]


@pytest.mark.parametrize("given", [{"density": "tight"}, {"language": "es"}, {"color_scheme": "x"}])
def test_unknown_preferences_are_refused(portal: ServiceClient, catalogue: None, given: dict[str, str]) -> None:
    assert portal.post("/fr/appearance/", given).status_code == 400
