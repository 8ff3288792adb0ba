"""The table form: what is read, what is refused with its row, and that nothing is lost on the way."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.apps.code_lists.rules.entries import Entry, damage_of
from beffroi.apps.code_lists.rules.table import Unreadable, columns_of, decoded, guarded, read_table, unguarded, written

readable = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")) | st.just(" "), max_size=30
).map(lambda text: text.strip())
filled = readable.filter(bool)
codes = filled.filter(lambda text: "|" not in text)
texts = st.dictionaries(st.sampled_from(["fr", "nl", "de", "en"]), filled, max_size=4)
names = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)
days = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2099, 12, 31)))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    entry = Entry(
        draw(codes),
        draw(readable),
        draw(days),
        draw(days),
        draw(readable),
        draw(texts),
        draw(texts),
        draw(st.dictionaries(names, st.one_of(filled, texts.filter(bool)), max_size=3)),
        tuple(draw(st.lists(codes, max_size=3))),
    )
    return Entry(**{name: getattr(entry, name) for name in Entry.__slots__} | {"damage": damage_of(entry)})


def told(content: str) -> list[tuple[int, str]]:
    with pytest.raises(Unreadable) as caught:
        read_table(content)
    return [(fault.row, fault.reason) for fault in caught.value.faults]


@settings(max_examples=40)
@given(st.lists(entries(), min_size=1, max_size=5), st.sampled_from([",", ";"]))
def test_what_is_written_is_read_back(lines: list[Entry], separator: str) -> None:
    text = "".join(written(lines, columns_of(lines), separator=separator))
    assert read_table(text) == lines


@given(st.text(max_size=40))
def test_the_guard_of_a_cell_comes_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "'=1+1"])
def test_no_cell_can_be_a_formula(cell: str) -> None:
    assert guarded(cell).startswith("'")


@pytest.mark.parametrize("cell", ["-12", "-3,5", "=", "-", "+", "texte", "'t Zand", ""])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [(1, "column_missing")]),
        ("label_fr\nRouge\n", [(1, "column_missing")]),
        ("code,colour\n1,x\n", [(1, "unknown_column")]),
        ("code,code\n1,1\n", [(1, "repeated_column")]),
        ("code\n", [(0, "no_rows")]),
        ("code,valid_from\n1,31/12/2020\n2,2020-02-30\n", [(2, "not_a_date"), (3, "not_a_date")]),
        ("code,valid_from,valid_until\n1,2020-01-01,2019-01-01\n", [(2, "ends_before_it_begins")]),
        ("code,label_fr\n1,Rouge,Rood\n", [(2, "more_cells_than_columns")]),
        ("code,label_fr\n,Rouge\n", [(2, "code_missing")]),
        ('code,label_fr\n1,"Rouge\n', [(2, "malformed_row")]),
        ("code,damage\n1,broken\n", [(2, "unknown_damage")]),
        (f"code\n{'9' * 201}\n", [(2, "too_long")]),
        (f"code,label_fr\n1,{'x' * 4001}\n", [(2, "too_long")]),
        ("code,label_fr\n1,a\x07b\n", [(2, "not_text")]),
        ("code,label_fr\n\n\n1,\n\n,x\n", [(6, "code_missing")]),
    ],
)
def test_a_fault_is_told_with_its_row(content: str, expected: list[tuple[int, str]]) -> None:
    assert told(content) == expected


def test_faults_are_told_fifty_at_most() -> None:
    assert len(told("code,valid_from\n" + "1,x\n" * 500)) == 50


def test_a_list_has_an_end() -> None:
    assert told("code\n" + "1\n" * 50_001) == [(50_002, "too_many_rows")]


def test_dates_in_the_wrong_order_may_be_declared_as_the_sources_own() -> None:
    (entry,) = read_table("code,valid_from,valid_until,damage\n1,2019-01-01,2014-01-01,inverted_dates\n")
    assert entry.is_inverted


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("code,label_fr\n1,Liège\n".encode("latin-1"), 2),
        ("code,label_fr\n1,a\n2,Liège\n".encode("cp1252"), 3),
        ("code\n1\n".encode("utf-16"), 0),
        (b"code\n1\0\n", 2),
        (b"PK\x03\x04\xff\xfe", 1),
    ],
)
def test_another_encoding_is_refused_with_its_row(content: bytes, row: int) -> None:
    with pytest.raises(Unreadable) as caught:
        decoded(content)
    assert caught.value.faults[0].row == row


def test_a_byte_order_mark_is_welcome() -> None:
    assert read_table(decoded("code,label_fr\n1,Liège\n".encode("utf-8-sig")))[0].labels == {"fr": "Liège"}


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_table(decoded(b"code\n" + content))
    except Unreadable as refusal:
        assert refusal.faults
