"""A walk past every page, in one language: first as a visitor, up to the code page of each key, then signed in."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page

from tests.journeys.newcomer import SECTOR, Key, Newcomer

VISITOR = [
    "",
    "audiences/professionals/",
    SECTOR,
    "applications/?q=iris",
    "calendar/",
    "help/",
    "help/key-safety/",
    "pages/about/",
    "pages/contact/",
    "pages/registration/",
    "pages/rules-of-use/",
    "pages/reuse/",
    "pages/personal-data/",
    "pages/accessibility/",
    "appearance/",
    "signed-out/",
    "no-such-page/",
    "code-lists/",
    "code-lists/?q=bruxeles",
    "code-lists/nis-municipalities/",
    "code-lists/nis-municipalities/codes/44001/",
]
KEYS: list[Key] = ["email-code", "mobile-app", "token-card"]
SIGNED_IN = [
    "",
    SECTOR,
    "organisations/",
    "favourites/",
    "applications/statistics/",
    "applications/statistics/access/",
    "applications/workspace/",
]
OWN_PAGES = ["", "sessions/", "keys/", "keys/password/", "sign-out/"]

# The pages a person sees most, for the looks that are not walked whole.
MAIN_PAGES = ["", SECTOR, "help/", "code-lists/nis-municipalities/codes/44001/"]


def as_visitor(person: Newcomer, addresses: list[str]) -> Iterator[str]:
    for address in addresses:
        person.page.goto(person.home + address)
        yield address


def to_the_codes(person: Newcomer) -> Iterator[str]:
    page = person.page
    page.goto(person.service)
    yield "sign-in service"
    page.goto(f"{person.service}sign-in/{'B' * 43}/")
    yield "sign-in stopped"
    page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    choice = page.url
    yield "choice of keys"
    for key in KEYS:
        page.goto(choice)
        person.choose_key(key)
        if key == "email-code":
            yield "password"
            person.give_password("not the right one at all")
            yield "wrong password"
        person.give_password()
        yield f"{key} code"
    person.give_code("000")
    yield "short code"


def signed_in(person: Newcomer) -> Iterator[str]:
    for address in SIGNED_IN:
        person.page.goto(person.home + address)
        yield f"{address}, signed in"
    for address in OWN_PAGES:
        person.page.goto(person.service + address)
        yield f"{address} of the sign-in service, signed in"


def visible_words(page: Page) -> set[str]:
    """The texts a person reads on the page, but for what is data: tables, results, names, codes, other languages."""
    words = {text.removeprefix("– ") for text in page.evaluate(_VISIBLE_WORDS)}
    return {text for text in words if not _IS_DATA.search(text)}


# Addresses, capitals alone (file formats, card numbers), codes with their label.
_IS_DATA = re.compile(r"^https?:|^/|@|^[A-Z.]+$|^\d{4,5} |^Chrome ")


_VISIBLE_WORDS = """() => {
  const data = "script, style, code, time, table, #results, [translate=no], .bf-header__person, .bf-band__person";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), words = [];
  for (let node; node = walker.nextNode();) {
    const at = node.parentElement, text = node.textContent.trim().replace(/\\s+/g, " ");
    const other = at.closest("[lang]") !== document.documentElement;
    if (/\\p{L}{3}/u.test(text) && !at.closest(data) && !other && at.checkVisibility()) words.push(text);
  }
  for (const each of document.querySelectorAll("[aria-label], [title], [alt], [placeholder]"))
    for (const name of ["aria-label", "title", "alt", "placeholder"])
      if (each.getAttribute(name) && each.closest("[lang]") === document.documentElement && !each.closest(data))
        words.push(each.getAttribute(name).trim());
  return words;
}"""
