"""Every page in the four languages, wide and narrow, light and dark: readable by all, translated, within the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.conftest import Meet, assert_accessible
from tests.journeys.newcomer import SECTOR

LOOKS = [("en", 1280, "dark"), ("fr", 1280, "light"), ("nl", 390, "dark"), ("de", 320, "light")]
SAME = set(yaml.safe_load((Path(__file__).parent / "same_in_english.yaml").read_text(encoding="utf-8")))
Words = dict[str, dict[str, set[str]]]  # by language, by page


@pytest.fixture(scope="module")
def words() -> Words:
    return {}


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS, ids=[look[0] for look in LOOKS])
def test_every_page_is_translated_accessible_and_within_the_window(
    meet: Meet, words: Words, language: str, width: int, scheme: str
) -> None:
    read = words[language] = {}
    for name, page in _everywhere(meet, {"language": language, "width": width, "scheme": scheme}):
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert_accessible(page)
        read[name] = walk.visible_words(page)
    leftovers = sorted(_leftovers(words))
    assert not leftovers, "As in English:\n" + "\n".join(leftovers)


def _leftovers(words: Words) -> Iterator[str]:
    """Whatever the order of the walks, the last one compares all of them."""
    english = words.get("en", {})
    for language in words.keys() - {"en"}:
        for name in words[language].keys() & english.keys():
            yield from (f"{language}: {text!r} on {name!r}" for text in words[language][name] & english[name] - SAME)


def _everywhere(meet: Meet, look: dict[str, object]) -> Iterator[tuple[str, Page]]:
    visitor, typing = meet("aurelie.dumont", **look), meet("yasmina.elamrani", **look)
    yield from ((name, visitor.page) for name in walk.as_visitor(visitor, walk.VISITOR))
    yield from ((name, typing.page) for name in walk.to_the_codes(typing))
    person = meet("aurelie.dumont", signed_in=True, **look)
    yield from ((name, person.page) for name in walk.signed_in(person))


@pytest.mark.parametrize(("language", "width", "scheme"), [("fr", 390, "dark"), ("nl", 1280, "light")])
def test_the_main_pages_hold_in_every_other_look(meet: Meet, language: str, width: int, scheme: str) -> None:
    visitor = meet("aurelie.dumont", language=language, width=width, scheme=scheme)
    for _ in walk.as_visitor(visitor, walk.MAIN_PAGES):
        assert_accessible(visitor.page)
    person = meet("aurelie.dumont", signed_in=True, language=language, width=width, scheme=scheme)
    for address in ("", SECTOR):
        person.page.goto(person.home + address)
        assert_accessible(person.page)


def test_text_twice_as_large_still_fits(meet: Meet) -> None:
    """WCAG 1.4.10: 1280 px at 400 % is 320 px; the widest words are German."""
    person = meet("aurelie.dumont", signed_in=True, language="de", width=320, scheme="dark")
    for address in (SECTOR, "code-lists/?q=bruxeles", "desk/persons/"):
        person.page.goto(person.home + address)
        assert_accessible(person.page)
