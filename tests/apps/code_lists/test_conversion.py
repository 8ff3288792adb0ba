"""The tables under `data/` are what a fresh conversion of the sources gives, and they say what the sources say."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from beffroi.apps.code_lists.actions.reference import DATA
from beffroi.apps.code_lists.management.conversion import annex_index, converted
from beffroi.apps.code_lists.rules.checks import findings
from beffroi.apps.code_lists.rules.entries import Entry, answer_on
from beffroi.apps.code_lists.rules.table import decoded, read_table

SHARED = Path(settings.SHARED) / "data"
with_sources = pytest.mark.skipif(not (SHARED / "SOURCES.md").exists(), reason=f"no source files in {SHARED}")

KEYS = sorted(path.stem for path in DATA.glob("*.csv"))


def table(key: str) -> list[Entry]:
    return read_table(decoded((DATA / f"{key}.csv").read_bytes()))


def valid(key: str, on: date) -> list[Entry]:
    return [entry for entry in table(key) if entry.is_valid_on(on)]


@with_sources
def test_the_tables_equal_a_fresh_conversion() -> None:
    fresh = converted(SHARED)
    assert sorted(fresh) == KEYS
    assert [key for key in KEYS if (DATA / f"{key}.csv").read_bytes() != fresh[key].encode()] == []


@with_sources
def test_the_versions_are_those_of_the_sources() -> None:
    lists = {row["key"]: row for row in yaml.safe_load((DATA / "lists.yaml").read_text())["lists"]}
    for key, version in annex_index(SHARED / "codelists").items():
        assert lists[key]["version"] == (version or "s.d.")


@pytest.mark.parametrize("key", KEYS)
def test_a_table_is_sound(key: str) -> None:
    assert [finding for finding in findings(table(key)) if finding.is_error] == []


def test_there_are_44_annexes_and_six_lists_and_nothing_too_large() -> None:
    assert len(KEYS) == 50
    assert sum(key.startswith("nsso-") for key in KEYS) == 44
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 2_500_000


@pytest.mark.parametrize(("on", "count"), [("2018-12-31", 589), ("2019-01-01", 581), ("2025-01-01", 565)])
def test_municipalities_are_as_many_as_published(on: str, count: int) -> None:
    day = date.fromisoformat(on)
    assert sum(entry.extra["level"] == "municipality" for entry in valid("nis-municipalities", day)) == count


def test_the_declarations_have_493_error_codes() -> None:
    assert len(table("nsso-30-error-codes")) == 493


def test_a_postcode_follows_its_municipality_through_a_merger() -> None:
    lines = [entry for entry in table("postcodes") if entry.code == "2150"]
    before, after = answer_on(date(2024, 12, 31), lines), answer_on(date(2025, 1, 1), lines)
    assert before is not None
    assert after is not None
    assert [entry.extra["municipality"] for entry in before.entries] == ["11007"]
    assert [entry.extra["municipality"] for entry in after.entries] == ["11002"]


def test_every_postcode_of_today_lies_in_a_municipality_of_today() -> None:
    today = date(2026, 11, 24)
    known = {entry.code for entry in valid("nis-municipalities", today)}
    linked = {entry.extra["municipality"] for entry in valid("postcodes", today) if "municipality" in entry.extra}
    assert linked <= known
    assert len(linked) == 565


def test_every_municipality_hangs_under_a_region_on_its_own_days() -> None:
    today = date(2026, 11, 24)
    lines = {entry.code: entry for entry in valid("nis-municipalities", today)}
    for entry in lines.values():
        top = entry
        while top.parent:
            top = lines[top.parent]
        assert top.extra["level"] == "region"


def test_defects_of_the_sources_are_kept_and_flagged() -> None:
    flags = [(key, flag) for key in KEYS for entry in table(key) for flag in entry.damage]
    assert sum(flag == "inverted_dates" for _, flag in flags) == 3
    assert any(key == "nsso-14-anomalous-events" and flag == "damaged_label" for key, flag in flags)


def test_a_german_label_that_no_source_gives_is_missing() -> None:
    (bastogne,) = [entry for entry in table("nis-municipalities") if entry.code == "82039"]
    assert "de" not in bastogne.labels


def test_every_list_says_where_it_comes_from_in_four_languages() -> None:
    described = yaml.safe_load((DATA / "lists.yaml").read_text())
    assert [row["key"] for row in described["lists"]] == list(dict.fromkeys(row["key"] for row in described["lists"]))
    assert sorted(row["key"] for row in described["lists"]) == KEYS
    for row in described["lists"]:
        assert set(row["title"]) == {"fr", "nl", "de", "en"}
        source = described["sources"][row["source"]]
        assert source["attribution"]
        assert source["licence"]
