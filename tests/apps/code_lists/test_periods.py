"""The algebra of periods: cases with their arithmetic, and what holds for every period."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from beffroi.apps.code_lists.rules.entries import Entry, answer_on, damage_of

CASES = yaml.safe_load((Path(__file__).parent / "periods.yaml").read_text(encoding="utf-8"))

days = st.dates(date(1950, 1, 1), date(2050, 12, 31))
bounds = st.one_of(st.none(), days)


@st.composite
def lines(draw: st.DrawFn) -> Entry:
    return Entry(
        "1", draw(st.sampled_from("ab")), draw(bounds), draw(bounds), labels={"fr": draw(st.sampled_from("xy"))}
    )


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    entries = [
        Entry("1", "", start, end, labels={"fr": label}, replaced_by=tuple(map(str, successors)))
        for start, end, label, successors in case["lines"]
    ]
    answer = answer_on(case["day"], entries)
    assert answer is not None
    assert answer.status == case["status"]
    for name in ("since", "until", "valid_again_from"):
        if name in case:
            assert getattr(answer, name) == case[name]
    assert list(answer.replaced_by) == [str(code) for code in case.get("replaced_by", [])]
    if "labels" in case:
        assert [entry.labels["fr"] for entry in answer.entries] == case["labels"]


def test_a_code_without_lines_has_no_answer() -> None:
    assert answer_on(date(2020, 1, 1), []) is None


@given(st.lists(lines(), min_size=1, max_size=6), days)
def test_valid_means_some_line_covers_the_day(entries: list[Entry], on: date) -> None:
    answer = answer_on(on, entries)
    assert answer is not None
    covering = [entry for entry in entries if entry.is_valid_on(on)]
    assert (answer.status == "valid") == bool(covering)
    assert answer.entries
    if covering:
        assert sorted(map(repr, answer.entries)) == sorted(map(repr, covering))


@given(st.lists(lines(), min_size=1, max_size=6), days)
def test_the_state_lasts_until_the_day_it_names(entries: list[Entry], on: date) -> None:
    answer = answer_on(on, entries)
    assert answer is not None
    if answer.until and answer.status == "valid":
        later = answer_on(answer.until, entries)
        assert later is not None
        assert set(map(repr, later.entries)) != set(map(repr, answer.entries)) or later.status != "valid"


@given(lines(), lines())
def test_overlap_is_symmetric_and_means_a_common_day(one: Entry, other: Entry) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    start = max(one.valid_from or date(1900, 1, 1), other.valid_from or date(1900, 1, 1))
    if one.overlaps(other):
        assert one.is_valid_on(start)
        assert other.is_valid_on(start)
    elif not (one.is_inverted or other.is_inverted):
        for day in (start, start - timedelta(days=1), start + timedelta(days=1)):
            assert not (one.is_valid_on(day) and other.is_valid_on(day))


@given(lines())
def test_an_inverted_line_covers_no_day_and_says_so(line: Entry) -> None:
    if line.is_inverted:
        assert "inverted_dates" in damage_of(line)
        assert not any(line.is_valid_on(day) for day in (line.valid_from, line.valid_until) if day)


@pytest.mark.parametrize(
    "entry",
    [
        Entry("1", labels={"fr": "industri\ufffdle"}),
        Entry("1", extra={"level": {"nl": "industri\ufffdle"}}),
        Entry("1", extra={"level": "\ufffd"}),
        Entry("1", short={"fr": "\ufffd"}),
    ],
)
def test_a_lost_character_anywhere_flags_the_line(entry: Entry) -> None:
    assert damage_of(entry) == ("damaged_label",)
