"""Without JavaScript, and without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Meet
from tests.journeys.newcomer import SECTOR, Key

KEYS: list[tuple[Key, str]] = [
    ("email-code", "ralf.hermanns"),
    ("mobile-app", "benoit.lambert"),
    ("token-card", "lotte.desmet"),
]


@pytest.mark.parametrize(("key", "user_name"), KEYS, ids=[key for key, _ in KEYS])
def test_everything_works_without_javascript(meet: Meet, key: Key, user_name: str) -> None:
    person = meet(user_name, javascript=False)
    page = person.page
    person.walk_to_sector()
    person.ask_to_sign_in()
    person.finish_sign_in(key)
    page.get_by_role("button", name="Favori – Liste des codes").click()
    expect(page.get_by_role("button", name="Favori – Liste des codes")).to_have_attribute("aria-pressed", "true")

    main = page.locator("main")
    main.get_by_label("Trouver une application").fill("loggings")
    main.get_by_role("button", name="Rechercher").click()
    expect(person.tiles).to_have_count(1)
    page.go_back()

    page.locator(".bf-header__language summary").click()
    page.get_by_role("link", name="Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    person.tiles.get_by_role("link", name="Codelijst", exact=False).first.click()
    main.get_by_role("searchbox").fill("bruxeles")
    main.get_by_role("button", name="Zoeken").click()
    expect(page.locator("#results")).to_contain_text("21004")
    person.sign_out()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent afgemeld")


def test_the_keyboard_is_enough_from_home_to_an_application(meet: Meet) -> None:
    person = meet("thomas.renard")
    page = person.page
    page.goto(person.home)
    tab(page)
    expect(focused(page)).to_have_text("Aller au contenu")
    page.keyboard.press("Enter")
    tab_to(page, "main a[href$='/audiences/professionals/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/audiences/professionals/")
    tab_to(page, "main a[href$='/welfare-centres/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{SECTOR}")
    tab_to(page, ".bf-band__sign-in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/**")
    tab_to(page, ".bf-key a[href*='/mobile-app/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mobile-app/")
    tab_to(page, "[name=user_name]")
    page.keyboard.type(person.user_name)
    tab_to(page, "[name=password]")
    page.keyboard.type("neuf-tilleuls-1530")
    page.keyboard.press("Enter")
    page.wait_for_url("**/code/")
    code = person.phone_code()
    tab_to(page, "[name=code]")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{SECTOR}")
    tab_to(page, ".bf-tile a[href$='/applications/code_lists/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/code-lists/")
    tab_to(page, ".bf-header__person summary")
    page.keyboard.press("Enter")
    tab_to(page, ".bf-header__person form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/signed-out/**")


@pytest.mark.parametrize("menu", [".bf-header__audiences", ".bf-header__language"])
def test_a_menu_opens_and_closes_with_the_keyboard(meet: Meet, menu: str) -> None:
    person = meet("thomas.renard")
    page = person.page
    page.goto(person.home)
    tab_to(page, f"{menu} summary")
    page.keyboard.press("Enter")
    expect(page.locator(f"{menu} ul")).to_be_visible()
    tab(page)
    expect(page.locator(f"{menu} li a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"{menu} ul")).to_be_hidden()
    expect(page.locator(f"{menu} summary")).to_be_focused()


def test_the_mobile_menu_holds_what_the_wide_header_shows(meet: Meet) -> None:
    person = meet("thomas.renard", width=390)
    page = person.page
    page.goto(person.home)
    page.locator(".bf-header__more summary").click()
    for name in ("Contact", "Aide", re.compile("À propos")):
        expect(page.locator(".bf-header__more").get_by_role("link", name=name)).to_be_visible()


def focused(page: Page):  # type: ignore[no-untyped-def]  # a Locator of whatever has the focus
    return page.locator(":focus")


def tab(page: Page) -> None:
    """The next stop; it must be seen that it is one (WCAG 2.4.7), on itself or on the card that it opens, and within
    the window (2.4.11)."""
    page.keyboard.press("Tab")
    seen = page.evaluate(
        """() => {
          const at = document.activeElement, box = at.getBoundingClientRect();
          const styles = [getComputedStyle(at), getComputedStyle(at, "::after"), getComputedStyle(at, "::before")];
          for (let up = at.parentElement; up && up.matches("article, li, h3, p"); up = up.parentElement)
            styles.push(getComputedStyle(up));
          const drawn = styles.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
          return [at.outerHTML.slice(0, 120), drawn, box.bottom > 0 && box.top < innerHeight];
        }"""
    )
    assert seen[1:] == [True, True], f"The focus is not seen on {seen[0]}"


def tab_to(page: Page, selector: str, within: int = 60) -> None:
    """Tab by Tab, as a person does, from wherever the focus is."""
    for _ in range(within):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        tab(page)
    raise AssertionError(f"{selector} is not reached within {within} stops.")
