"""What changed between two versions, and what a version must satisfy."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.apps.code_lists.rules.checks import findings
from beffroi.apps.code_lists.rules.difference import counts, difference
from beffroi.apps.code_lists.rules.entries import Entry
from tests.apps.code_lists.test_table import entries

BASE = Entry("1", labels={"fr": "Rouge"}, parent="9")


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (BASE, None),
        (replace(BASE, valid_until=date(2025, 1, 1)), ("closed",)),
        (replace(BASE, labels={"fr": "Vermeil"}), ("relabelled",)),
        (replace(BASE, labels={"fr": "Rouge", "de": "Rot"}), ("relabelled",)),
        (replace(BASE, parent="8"), ("changed",)),
        (replace(BASE, valid_from=date(2000, 1, 1)), ("changed",)),
        (replace(BASE, valid_until=date(2025, 1, 1), labels={"fr": "x"}), ("closed", "relabelled")),
        (replace(BASE, valid_until=date(2025, 1, 1), replaced_by=("2",)), ("closed", "changed")),
    ],
)
def test_a_change_is_named(after: Entry, kinds: tuple[str, ...] | None) -> None:
    changes = difference([BASE], [after])
    assert ([change.kinds for change in changes] or [None]) == [kinds]


def test_a_code_that_returns_is_open_again() -> None:
    closed = replace(BASE, valid_until=date(2020, 1, 1))
    returning = [closed, replace(BASE, valid_from=date(2025, 1, 1))]
    assert difference([closed], returning)[0].kinds == ("reopened",)


def test_a_new_name_from_a_day_on_is_a_new_label() -> None:
    renamed = [
        replace(BASE, valid_until=date(2020, 1, 1)),
        replace(BASE, valid_from=date(2020, 1, 1), labels={"fr": "Vermeil"}),
    ]
    assert difference([BASE], renamed)[0].kinds == ("relabelled",)


@settings(max_examples=30)
@given(st.lists(entries(), max_size=6))
def test_a_version_does_not_differ_from_itself(lines: list[Entry]) -> None:
    assert difference(lines, lines) == []
    assert difference(lines, list(reversed(lines))) == []


@settings(max_examples=30)
@given(st.lists(entries(), max_size=6), st.lists(entries(), max_size=6))
def test_what_one_way_adds_the_other_removes(one: list[Entry], other: list[Entry]) -> None:
    there, back = difference(one, other), difference(other, one)
    assert [(change.code, change.variant) for change in there] == [(change.code, change.variant) for change in back]
    assert counts(there).get("added", 0) == counts(back).get("removed", 0)
    assert counts(there).get("closed", 0) == counts(back).get("reopened", 0)


@settings(max_examples=30)
@given(st.lists(entries(), max_size=6), st.lists(entries(), max_size=6))
def test_no_change_is_missed(one: list[Entry], other: list[Entry]) -> None:
    changed = {(change.code, change.variant) for change in difference(one, other)}
    for key in {entry.key for entry in one} | {entry.key for entry in other}:
        before = sorted(repr(entry) for entry in one if entry.key == key)
        after = sorted(repr(entry) for entry in other if entry.key == key)
        if set(before) == set(after):
            continue
        labels_apart = [entry.labels for entry in one if entry.key == key] != [
            entry.labels for entry in other if entry.key == key
        ]
        assert key in changed or not labels_apart


@pytest.mark.parametrize(
    ("lines", "reasons"),
    [
        ([Entry("1", labels={"fr": "a"})], []),
        ([Entry("1", labels={"fr": "a"}), Entry("1", labels={"fr": "b"})], ["overlap"]),
        ([Entry("1", "x", labels={"fr": "a"}), Entry("1", "y", labels={"fr": "b"})], []),
        ([Entry("1", labels={"fr": "a"}, parent="7")], ["unknown_parent"]),
        ([Entry("1", labels={"fr": "a"}, parent="1")], ["own_parent"]),
        ([Entry("1", labels={"fr": "a"}, replaced_by=("7",))], ["unknown_successor"]),
        ([Entry("1")], ["no_label"]),
        ([Entry("1", labels={"fr": "a"}, damage=("damaged_label",))], ["damaged"]),
    ],
)
def test_what_is_unsound_is_found(lines: list[Entry], reasons: list[str]) -> None:
    assert [finding.reason for finding in findings(lines)] == reasons


def test_a_code_that_disappears_is_named() -> None:
    found = findings([Entry("1", labels={"fr": "a"})], [Entry("1"), Entry("2", "x")])
    assert [(finding.reason, finding.code, finding.variant) for finding in found] == [("disappears", "2", "x")]
    assert not found[0].is_error
