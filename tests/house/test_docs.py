"""The documentation says what the code does: generated pages are fresh, links lead somewhere, names exist."""

import re
from pathlib import Path

import pytest

from beffroi.config.gestures import GESTURES
from beffroi.config.reference.__main__ import FOLDER
from beffroi.config.reference.pages import rendered
from beffroi.config.reference.settings_page import SETTINGS, declared
from tests.house.source import ROOT, Source, python

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_VARIABLE = re.compile(r"\bBEFFROI_[A-Z0-9_]*[A-Z0-9]\b")
_GESTURE = re.compile(r"\./dev ([a-z]+)")


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def dead_links(page: Path, text: str) -> list[str]:
    targets = [link.split("#")[0] for link in _LINK.findall(text) if not link.startswith(("http", "mailto:", "#"))]
    return [target for target in targets if target and not (page.parent / target).exists()]


def unknown_gestures(text: str) -> list[str]:
    return sorted(set(_GESTURE.findall(text)) - {gesture.name for gesture in GESTURES})


def test_the_reference_is_what_the_code_says() -> None:
    stale = [
        name for name, text in rendered().items() if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text
    ]
    assert stale == [], "run ./dev docs"


def test_the_pages_are_the_same_however_often_they_are_made() -> None:
    assert rendered() == rendered()


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere_and_gestures_exist(page: Path) -> None:
    text = page.read_text()
    assert dead_links(page, text) == []
    assert unknown_gestures(text) == []


def test_a_dead_link_and_an_unknown_gesture_are_found() -> None:
    page = ROOT / "docs" / "index.md"
    assert dead_links(page, "[a](nowhere.md) [b](https://example.org) [c](../README.md#map)") == ["nowhere.md"]
    assert unknown_gestures("./dev demo, ./dev dance") == ["dance"]


def undocumented(sources: tuple[Source, ...], documented: str) -> set[str]:
    return {name for source in sources for name in _VARIABLE.findall(source.text)} - set(_VARIABLE.findall(documented))


def test_every_variable_is_documented() -> None:
    served = tuple(source for source in python() if source.path.startswith("beffroi/"))
    doors = tuple(Source(name, (ROOT / name).read_text()) for name in ("dev", ".ci/run"))
    assert undocumented((*served, *doors), (FOLDER / "settings.md").read_text()) == set()


def test_an_undocumented_variable_is_found() -> None:
    assert undocumented((Source("a.py", 'env("BEFFROI_SECRETLY")'),), "`BEFFROI_SERVICE`") == {"BEFFROI_SECRETLY"}


def read_more_than_once(text: str) -> list[str]:
    names = re.findall(r'env\.\w+\(\s*"(\w+)"', text)
    return sorted({name for name in names if names.count(name) > 1})


def test_every_setting_is_read_once_and_says_what_for() -> None:
    assert read_more_than_once(SETTINGS.read_text()) == []
    assert [each.name for each in declared().values() if len(each.help) < 10] == []


def test_a_setting_read_twice_is_found() -> None:
    assert read_more_than_once('a = env.text("A")\nb = env.number(\n "A", 1)') == ["A"]


_REQUIREMENT = re.compile(r"\b(?:PW|RL|EM|TO|TC|SE|LO|SU|OP)-(?:\d\d|[A-Z]+)\b")


def untried(page: str, tests: str) -> set[str]:
    """Requirements a page says are tried, and no test names."""
    return set(_REQUIREMENT.findall(page)) - set(_REQUIREMENT.findall(tests))


def test_what_the_security_page_claims_is_tried() -> None:
    tests = "\n".join(source.text for source in python() if source.path.startswith("tests/"))
    assert untried((ROOT / "docs" / "security.md").read_text(), tests) == set()


def test_an_untried_claim_is_found() -> None:
    assert untried("PW-01 and LO-99", "tries PW-01") == {"LO-99"}
