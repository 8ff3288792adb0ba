"""Somebody in difficulty finds his answer: help, search, the start page, a message to the operator."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet, NewPage, assert_accessible
from tests.journeys.town import Town

LOOKS = [("fr", 1280, "light"), ("nl", 390, "dark"), ("de", 320, "light"), ("en", 1280, "dark")]
PAGES = [
    "help/",
    "help/key-abuse/",
    "help/reader-broken/",
    "help/contact/",
    "help/contact/sent/",
    "search/?q=eid",
    "search/?q=zzzzzz",
]


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS, ids=[look[0] for look in LOOKS])
def test_help_and_search_are_readable_by_all(
    town: Town, new_page: NewPage, language: str, width: int, scheme: str
) -> None:
    page = new_page(language=language, width=width, scheme=scheme)
    for address in PAGES:
        page.goto(f"{town.portal}/{language}/{address}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_start_page_and_preferences_are_readable_by_all(meet: Meet, width: int, scheme: str) -> None:
    person = meet("aurelie.dumont", signed_in=True, width=width, scheme=scheme)
    for address in ("start/", "appearance/", "help/contact/"):
        person.page.goto(person.home + address)
        assert_accessible(person.page)


def test_slash_searches_from_any_page(town: Town, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{town.portal}/fr/pages/about/")
    page.keyboard.press("/")
    page.keyboard.type("lectuer de carte")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search/?q=*")
    expect(page.get_by_role("status")).to_contain_text("lecteur")
    page.get_by_role("link", name="Je n’ai pas de lecteur de cartes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je n’ai pas de lecteur de cartes")


def test_search_and_answers_work_without_javascript(town: Town, new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto(f"{town.portal}/nl/help/")
    page.locator("main input[type=search]").fill("wachtwoord vergeten")
    page.locator("main .bf-search button").click()
    page.locator("#found-help + ul a").first.click()
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Dank u")


def test_error_just_seen_is_told_to_the_operator(town: Town, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{town.portal}/fr/nothing-here/")
    reference = page.locator(".bf-reference b").inner_text()
    page.get_by_role("link", name="Nous écrire à propos de cette erreur").click()
    expect(page.locator("[name=reference]")).to_have_value(reference)
    page.locator("[name=message]").fill("Un lien mène à une page qui manque.")
    page.get_by_role("button", name="Envoyer").click()
    page.wait_for_url("**/help/contact/sent/**")
    for _ in range(100):
        page.goto(f"{town.portal}/fr/desk/mailbox/?to=operator@portal.invalid")
        if page.locator(".desk-mail").count():
            break
        page.wait_for_timeout(100)
    expect(page.locator(".desk-mail").first).to_contain_text(reference)


def test_sign_in_from_the_home_page_ends_on_the_start_page(meet: Meet) -> None:
    person = meet("aurelie.dumont", language="nl")
    person.page.goto(person.home)
    person.ask_to_sign_in()
    person.finish_sign_in("email-code")
    person.page.wait_for_url("**/nl/start/")
    expect(person.page.locator("#waiting")).to_be_visible()
