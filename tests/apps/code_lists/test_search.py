"""The quality of the search, as a table; and what it costs."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from beffroi.apps.code_lists.actions.reference import _settle_indexes
from beffroi.apps.code_lists.models import CodeList
from beffroi.apps.code_lists.queries.search import ORDERS, Question, Result, search

pytestmark = pytest.mark.usefixtures("reference_lists")
TODAY = date(2026, 11, 24)


def ask(text: str, *, key: str = "", **more: Any) -> Result:
    version = CodeList.objects.get(key=key).current_version_id if key else None
    return search(Question(on=more.pop("on", TODAY), text=text, version_id=version, **more))


QUALITY = [
    # typed, list and code that must come first
    ("44084", "nis-municipalities", "44084"),
    ("Aalter", "nis-municipalities", "44084"),
    ("aalter", "nis-municipalities", "44084"),
    ("Liège", "nis-municipalities", "62063"),
    ("liege", "nis-municipalities", "62063"),
    ("LUIK", "nis-municipalities", "62063"),
    ("Lüttich", "nis-municipalities", "62063"),
    ("luttich", "nis-municipalities", "62063"),
    ("Sankt Vith", "nis-municipalities", "63067"),
    ("saint-vith", "nis-municipalities", "63067"),
    ("ecaussinnes", "nis-municipalities", "55050"),
    ("Écaussinnes", "nis-municipalities", "55050"),
    ("bruxeles", "nis-municipalities", "21004"),
    ("anvres", "nis-municipalities", "11002"),
    ("sint niklas", "nis-municipalities", "46021"),
    ("leefloon", "bcss-quality-codes", "002"),
    ("Leeflon", "bcss-quality-codes", "002"),
    ("revenu d'intégration", "bcss-quality-codes", "002"),
    ("revenu integration", "bcss-quality-codes", "002"),
    ("Eingliederungseinkommen", "bcss-quality-codes", "002"),
    ("eingliederungseinkomen", "bcss-quality-codes", "002"),
    ("Deutschland", "countries", "103"),
    ("Germany", "countries", "103"),
    ("Duitsland", "countries", "103"),
    ("niss non integre", "nsso-30-error-codes", "209"),
    ("INSZ niet geintegreerd", "nsso-30-error-codes", "209"),
    ("déclaration tardive", "nsso-30-error-codes", "460"),
    ("2150", "postcodes", "2150"),
    ("319.02", "nsso-26-joint-committees", "319.02"),
    ("AOAT001/001", "nsso-12-risk-identifications", "AOAT001/001"),
]


@pytest.mark.parametrize(("typed", "key", "code"), QUALITY, ids=[case[0] for case in QUALITY])
def test_what_is_meant_comes_first(typed: str, key: str, code: str) -> None:
    result = ask(typed)
    assert (result.hits[0].list_key, result.hits[0].entry.code) == (key, code)


def test_the_beginning_of_a_code_finds_it() -> None:
    hits = ask("4408", key="nis-municipalities").hits
    assert [hit.entry.code for hit in hits][:7] == ["44081", "44083", "44084", "44085", "44086", "44087", "44088"]


def test_a_mistyped_word_says_what_was_looked_for_instead() -> None:
    assert ask("bruxeles").corrected == ("bruxelles",)
    assert ask("bruxelles").corrected == ()


def test_nothing_is_invented_for_nonsense() -> None:
    result = ask("qxzvkw")
    assert (result.hits, result.total, result.corrected) == ((), 0, ())


def test_a_code_that_ended_is_shown_when_nothing_else_is() -> None:
    result = ask("44001")
    assert (result.valid, result.closed) == (0, 2)
    assert result.shows_closed
    assert {hit.entry.code for hit in result.hits} == {"44001"}


def test_the_day_decides_what_is_valid() -> None:
    then = ask("aalter", key="nis-municipalities", on=date(2018, 12, 31))
    now = ask("aalter", key="nis-municipalities", on=date(2019, 1, 1))
    assert next(hit.entry.code for hit in then.hits if hit.is_valid) == "44001"
    assert next(hit.entry.code for hit in now.hits if hit.is_valid) == "44084"


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "'", '"', "--", "%s", "{}", "|", "\U0001f600", "a" * 200, "ß", "%%%"]
)
def test_any_sign_is_a_sign(typed: str) -> None:
    result = ask(typed)
    assert result.total >= 0
    for hit in result.hits:
        assert hit.entry.code


def test_the_sign_of_a_pattern_matches_itself_only() -> None:
    assert 0 < ask("%").total < 200
    assert ask("mailbox_id", key="nsso-30-error-codes").total == 1


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_shows_every_hit_once(order: str) -> None:
    pages = [ask("", key="bcss-sectors", order=order, page=page, page_size=50) for page in range(1, 6)]
    codes = [hit.entry.code for page in pages for hit in page.hits]
    assert len(codes) == pages[0].total == 209
    assert len(set(codes)) == 209


def test_what_hangs_under_a_code() -> None:
    hits = ask("", key="nis-municipalities", parent="04000").hits
    assert [hit.entry.code for hit in hits] == ["21000"]


@pytest.mark.parametrize("typed", ["codes d'erreur", "foutcodes", "Fehlercodes", "annexe 30", "nsso-30"])
def test_a_list_is_found_by_its_own_name(typed: str) -> None:
    assert "nsso-30-error-codes" in [key for key, _ in ask(typed).lists]
    assert ask(typed, key="countries").lists == ()


def test_an_owner_narrows() -> None:
    assert {hit.list_key for hit in ask("aalter", owner="statbel").hits} == {"nis-municipalities"}


@pytest.mark.parametrize("typed", ["bruxelles", "bruxeles", "44", "zzzz", ""])
def test_a_search_is_one_statement(typed: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        search(Question(on=TODAY, text=typed))


def test_words_are_found_by_the_index_on_trigrams() -> None:
    _settle_indexes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_numscans('code_by_text'::regclass)")
        before = cursor.fetchone()[0]
        search(Question(on=TODAY, text="bruxelles"))
        cursor.execute("SELECT pg_stat_get_xact_numscans('code_by_text'::regclass)")
        assert cursor.fetchone()[0] > before
