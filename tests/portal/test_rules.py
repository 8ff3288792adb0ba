"""Holidays, texts, search, addresses, lifetimes: plain values in and out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.localized import Localized
from beffroi.portal.addresses import local_path
from beffroi.portal.catalogue.snapshot import Application
from beffroi.portal.rules.holidays import easter_sunday, legal_holidays
from beffroi.portal.rules.lifetimes import absolute_end
from beffroi.portal.rules.prose import Block, Span, blocks
from beffroi.portal.rules.search import matches

EASTERS = [
    (2000, 4, 23),
    (2008, 3, 23),
    (2011, 4, 24),
    (2024, 3, 31),
    (2025, 4, 20),
    (2026, 4, 5),
    (2027, 3, 28),
    (2038, 4, 25),
]


@pytest.mark.parametrize(("year", "month", "day"), EASTERS)
def test_easter_falls_where_the_church_says(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def test_holidays_of_2026_are_the_ten_of_the_royal_decree() -> None:
    days = {code: day.strftime("%d/%m") for day, code in legal_holidays(2026)}
    assert days == {
        "new_year": "01/01",
        "easter_monday": "06/04",
        "labour_day": "01/05",
        "ascension": "14/05",
        "whit_monday": "25/05",
        "national_day": "21/07",
        "assumption": "15/08",
        "all_saints": "01/11",
        "armistice": "11/11",
        "christmas": "25/12",
    }


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    day = easter_sunday(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_prose_has_paragraphs_lists_and_links() -> None:
    text = "One [page](page:help) and\nmore.\n\n- first\n- second\n  line, [out](https://example.org/x)"
    assert blocks(text) == [
        Block(False, ((Span("One "), Span("page", "page:help"), Span(" and more.")),)),
        Block(True, ((Span("first"),), (Span("second line, "), Span("out", "https://example.org/x")))),
    ]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "http://example.org", "//example.org", "data:text/html,x"])
def test_prose_links_nowhere_else(target: str) -> None:
    (block,) = blocks(f"[word]({target})")
    assert all(not span.target for line in block.lines for span in line)


PRIMA = Application(
    "welfare",
    Localized(fr="Prima-Web", nl="Prima-Web"),
    Localized(fr="Introduire un dossier auprès du SPP Intégration Sociale", de="Eine Akte einreichen"),
    Localized(),
    "",
    "welfare",
    400,
    (),
    "",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("prima", True),
        ("primaweb", True),
        ("PRIMA WEB", True),
        ("integration", True),
        ("akte", True),
        ("dossier spp", True),
        ("dossier infocentre", False),
        ("zzz", False),
    ],
)
def test_search_reads_any_language_without_accents(query: str, found: bool) -> None:
    assert matches(PRIMA, query) is found


@pytest.mark.parametrize("path", ["/", "/fr/", "/fr/audiences/professionals/?q=x", "/fr/applications/welfare/#here"])
def test_own_paths_are_gone_back_to(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "fr/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie".replace("%0d", "\r").replace("%0a", "\n"),
        "/\t/evil.example",
        "/" + "a" * 2000,
    ],
)
def test_open_redirects_are_refused(path: str) -> None:
    assert local_path(path) == ""


@given(st.text())
def test_whatever_comes_a_way_back_stays_here(text: str) -> None:
    path = local_path(text)
    assert path == "" or (path.startswith("/") and not path.startswith("//") and "\\" not in path)


def test_weakest_key_counts_half_a_day() -> None:
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert absolute_end(250, at) == at + timedelta(hours=4)
    assert absolute_end(400, at) == at + timedelta(hours=8)
