"""The tour by keyboard, in four languages; the status page."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Meet, NewPage, assert_accessible
from tests.journeys.town import Town

LOOKS = [("fr", 1280, "light"), ("nl", 320, "dark"), ("de", 390, "light"), ("en", 1280, "dark")]


def press_until(page: Page, selector: str) -> None:
    """Tab until the focus is on `selector`, as a person without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the keyboard on {page.url}.")


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS, ids=[look[0] for look in LOOKS])
def test_every_step_by_keyboard(town: Town, new_page: NewPage, language: str, width: int, scheme: str) -> None:
    page = new_page(language=language, width=width, scheme=scheme)
    page.goto(f"{town.portal}/{language}/tour/")
    assert_accessible(page)
    press_until(page, "main .bf-buttons a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for number in range(1, 8):
        expect(page.locator("[aria-current=step]")).to_have_count(1)
        assert page.locator(".bf-steps li").nth(number - 1).get_attribute("aria-current") == "step"
        assert_accessible(page)
        press_until(page, "main form[action$='/done/'] button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.url == f"{town.portal}/{language}/"


def test_offered_once_and_remembered(meet: Meet) -> None:
    person = meet("chantal.petit")
    person.sign_in("token-card")
    person.page.goto(person.home)
    expect(person.page.get_by_role("link", name="Faire la visite")).to_be_visible()
    assert_accessible(person.page)
    person.page.get_by_role("link", name="Faire la visite").click()
    person.page.get_by_role("link", name="Commencer").click()
    person.page.get_by_role("button", name="Étape suivante").click()
    person.page.get_by_role("button", name="Quitter la visite").click()
    expect(person.page.get_by_role("link", name="Faire la visite")).to_have_count(0)
    person.page.goto(f"{person.home}tour/")
    expect(person.page.get_by_role("link", name="Continuer")).to_have_attribute("href", "/fr/tour/workplace/")


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS, ids=[look[0] for look in LOOKS])
def test_the_status_page(town: Town, new_page: NewPage, language: str, width: int, scheme: str) -> None:
    page = new_page(language=language, width=width, scheme=scheme)
    page.goto(f"{town.portal}/{language}/status/")
    expect(page.locator(".bf-table tbody tr")).to_have_count(6)
    assert_accessible(page)
    assert page.request.get(f"{town.portal}/status.json").json()["parts"]
