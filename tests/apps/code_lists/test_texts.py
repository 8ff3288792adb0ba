"""Texts as they are searched, codes as they stand in addresses, codes in messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.apps.code_lists.rules.messages import candidates, spellings
from beffroi.apps.code_lists.rules.text import code_in, folded, path_of, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Écaussinnes", "ecaussinnes"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Cœur  d’Œuvre", "coeur d'oeuvre"),
        ("Revenu\u00a0d’intégration", "revenu d'integration"),
        ("Ljubljana Đ", "ljubljana d"),
        ("  deux   espaces ", "deux espaces"),
    ],
)
def test_folding_forgets_case_accents_and_ligatures(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=200))
def test_words_are_few_and_folded(text: str) -> None:
    found = words(text)
    assert len(found) <= 8
    assert len(set(found)) == len(found)


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=40))
def test_every_code_has_an_address_and_comes_back_from_it(code: str) -> None:
    path = path_of(code)
    assert code_in(path) == code
    assert all(c.isascii() and (c.isalnum() or c in "._-~") for c in path)
    assert path.strip(".")  # `.` and `..` would be resolved by every browser


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("44001", "44001"),
        ("AOAT001/001", "AOAT001~2F001"),
        (".", "~2E"),
        ("~", "~7E"),
        ("É", "~C3~89"),
        ("319.02", "319.02"),
    ],
)
def test_addresses_stay_what_was_published(code: str, path: str) -> None:
    assert path_of(code) == path


@pytest.mark.parametrize("typed", ["~zz", "~F", "~FF~FF", "a~", "~00"])
def test_what_is_no_escape_stands_for_itself(typed: str) -> None:
    assert code_in(typed) == typed


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("ErrorID 00209 : NISS non intégré", ["00209"]),
        ("Anomalies 460, 171 et 313.", ["460", "171", "313"]),
        ("refusé le 24/11/2026 à 14:05, NISS 85.07.30-033.28, 1.314,20 EUR", []),
        ("2026-11-24T14:05:33Z code=209;zone=00013", ["209", "00013"]),
        ("entreprise 0123.456.749, ticket 20261124000012345", []),
        ("", []),
        ("460 460 460", ["460"]),
    ],
)
def test_codes_are_found_where_numbers_are_not_codes(message: str, expected: list[str]) -> None:
    assert candidates(message) == expected


@given(st.text(max_size=400))
def test_any_message_can_be_read(message: str) -> None:
    assert len(candidates(message)) <= 100


def test_a_code_is_known_with_and_without_its_zeros() -> None:
    assert spellings("00209") == ["00209", "209"]
    assert spellings("7") == ["7", "007"]
