"""The gallery in Chromium: accessible, within the window, quiet in the console; menus, dialogs and timers behave."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.journey
Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, origin: str) -> Iterator[Open]:
    faults: list[str] = []
    pages: list[Page] = []

    def open_page(path: str, width: int = 1280, scheme: Any = "light", **options: Any) -> Page:
        page = chromium.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            base_url=origin,
            **options,
        )
        pages.append(page)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(origin) else faults.append(request.url))
        page.clock.install()
        page.goto(path)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", ["/fr/gallery/", "/de/gallery/?in"])
def test_gallery_is_accessible_and_fits(open_page: Open, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width, scheme)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/nl/gallery/errors/403/", "/de/gallery/errors/503/"])
def test_error_pages_are_accessible_on_phones(open_page: Open, path: str, scheme: str) -> None:
    page = _error(open_page, path, scheme)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _error(open_page: Open, path: str, scheme: str) -> Page:
    """The status itself makes Chromium write to its console, so the page is put in place of a good answer's."""
    page = open_page("/fr/gallery/", 320, scheme)
    page.route(f"**{path}", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto(path)
    return page


def test_keyboard_reaches_the_language_switch_and_escape_gives_focus_back(open_page: Open) -> None:
    page = open_page("/fr/gallery/")
    summary = page.locator(".bf-header__language > summary")
    summary.focus()
    page.keyboard.press("Enter")
    dutch = page.get_by_role("link", name="Nederlands")
    expect(dutch).to_be_visible()
    page.keyboard.press("Tab")
    expect(dutch).to_be_focused()
    page.keyboard.press("Escape")
    expect(dutch).to_be_hidden()
    expect(summary).to_be_focused()


def test_language_switch_works_without_javascript(open_page: Open) -> None:
    page = open_page("/fr/gallery/?page=4", java_script_enabled=False)
    page.locator(".bf-header__language > summary").click()
    page.get_by_role("link", name="Deutsch").click()
    assert page.url.endswith("/de/gallery/?page=4")
    expect(page.get_by_role("heading", level=1)).to_have_text("Komponentengalerie")


def test_skip_link_comes_first_and_leads_to_the_content(open_page: Open) -> None:
    page = open_page("/en/gallery/")
    page.locator(".ds-skip-link").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_error_summary_takes_the_focus_and_leads_to_the_field(open_page: Open) -> None:
    page = open_page("/en/gallery/")
    expect(page.locator(".bf-error-summary")).to_be_focused()
    page.locator(".bf-error-summary").get_by_role("link", name="User name").click()
    expect(page.locator("#id_name")).to_be_focused()


def test_slash_goes_to_the_search_field(open_page: Open) -> None:
    page = open_page("/en/gallery/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")


def test_send_again_waits_and_then_offers_itself(open_page: Open) -> None:
    page = open_page("/en/gallery/")
    button = page.get_by_role("button", name="Send the code again")
    expect(button).to_have_attribute("aria-disabled", "true")
    page.clock.fast_forward(31_000)
    expect(button).not_to_have_attribute("aria-disabled", "true")


def test_dialog_opens_on_close_and_escape_closes_it(open_page: Open) -> None:
    page = open_page("/en/gallery/")
    page.get_by_role("button", name="Open the dialog").click()
    dialog = page.get_by_role("dialog", name="Remove this key?")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_idle_warning_comes_before_the_end_and_staying_keeps_what_was_typed(open_page: Open) -> None:
    page = open_page("/en/gallery/?in")
    page.locator("#id_name").fill("typed")
    dialog = page.get_by_role("dialog", name="Are you still there?")
    page.clock.fast_forward("26:30")
    expect(dialog).to_be_hidden()
    page.clock.fast_forward("01:00")
    expect(dialog).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    with page.expect_response("**/stay"):
        dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    page.clock.fast_forward("26:00")
    expect(dialog).to_be_hidden()
    expect(page.locator("#id_name")).to_have_value("typed")


def test_ended_session_says_so_and_leaves_the_page_in_place(open_page: Open) -> None:
    page = open_page("/en/gallery/?in")
    page.locator("#id_name").fill("typed")
    page.clock.fast_forward("31:00")
    dialog = page.get_by_role("dialog", name="Are you still there?")
    expect(dialog.get_by_text("Your session has ended.")).to_be_visible()
    expect(dialog.get_by_role("link", name="Sign in again")).to_have_attribute("href", "/ended")
    dialog.get_by_role("button", name="Back to my page").click()
    expect(page.locator("#id_name")).to_have_value("typed")


@pytest.mark.parametrize("chosen", [None, "dark"])
def test_print_is_black_on_white_without_the_frame(open_page: Open, chosen: str | None) -> None:
    page = open_page("/en/gallery/", scheme="dark")
    if chosen:
        page.evaluate(f"document.documentElement.dataset.colorScheme = {chosen!r}")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".bf-header")).to_be_hidden()
    expect(page.locator(".bf-footer")).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")
    light_alert = page.evaluate("getComputedStyle(document.querySelector('.bf-alert')).color")
    assert max(map(int, re.findall(r"\d+", light_alert)[:3])) < 110, "letters of the dark scheme on paper"


def test_menu_of_phones_holds_audiences_and_links(open_page: Open) -> None:
    page = open_page("/fr/gallery/", 320)
    expect(page.locator(".bf-header__links")).to_be_hidden()
    page.locator(".bf-header__more > summary").click()
    expect(page.locator(".bf-header__more").get_by_role("link", name="Contact")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
