"""An editor announces, a visitor reads; a person takes the calendar with him."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet, assert_accessible
from tests.journeys.newcomer import SECTOR


def test_an_editor_announces_and_a_visitor_reads(meet: Meet) -> None:
    person = meet("ilse.goossens", signed_in=True, language="nl")
    page = person.page
    page.goto(f"{person.home}announcements/")
    assert_accessible(page)
    page.get_by_role("link", name="Schrijven en publiceren").click()
    assert_accessible(page)
    page.get_by_role("link", name="Nieuwe mededeling").click()
    assert_accessible(page)
    page.get_by_label("Titel in het Nederlands").fill("Onderhoud vanavond")
    page.get_by_label("Tekst in het Nederlands").fill("Even geduld.\n\n- een lijst")
    page.get_by_role("button", name="Bewaren en bekijken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Onderhoud vanavond")
    assert_accessible(page)
    page.get_by_role("button", name="Publiceren").click()
    assert_accessible(page)

    visitor = meet("dorje", language="de", width=320)
    visitor.page.goto(visitor.home + SECTOR)
    visitor.page.get_by_role("link", name="Onderhoud vanavond").click()
    expect(visitor.page.get_by_text("Diese Mitteilung gibt es nicht in Ihrer Sprache.")).to_be_visible()
    assert_accessible(visitor.page)
    visitor.page.goto(f"{visitor.home}announcements/")
    assert_accessible(visitor.page)

    page.get_by_role("button", name="Archiveren").click()
    visitor.page.goto(visitor.home + SECTOR)
    expect(visitor.page.get_by_role("link", name="Onderhoud vanavond")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_calendar_is_readable_in_each_shape(meet: Meet, width: int, scheme: str) -> None:
    visitor = meet("dorje", language="fr", width=width, scheme=scheme)
    for shape in ("list", "month", "year"):
        visitor.page.goto(f"{visitor.home}calendar/?view={shape}&on=2026-11-24")
        assert_accessible(visitor.page)


def test_a_person_takes_his_calendar_with_him(meet: Meet) -> None:
    person = meet("aurelie.dumont", signed_in=True)
    page = person.page
    page.goto(f"{person.home}calendar/")
    page.get_by_role("link", name="Mon calendrier dans un autre programme").click()
    page.get_by_role("button", name="Créer une adresse secrète").click()
    assert_accessible(page)
    address = page.locator("code").inner_text()
    assert re.fullmatch(r"https?://\S+/calendar/[\w-]{43}\.ics", address)
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR\r\n")
    page.get_by_role("button", name="La supprimer").click()
    assert page.request.get(address).status == 404
    page.goto(f"{person.home}by-mail/deadlines/")
    assert_accessible(page)
