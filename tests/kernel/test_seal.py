"""Sealed values open for their purpose only, under the key that closed them; look-ups compare nothing across columns."""

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.seal import CannotUnseal, SealedField, keyed_hash, seal, unseal

KEY, NEXT = b"k" * 32, b"n" * 32


@given(st.text(max_size=60))
def test_what_is_sealed_is_opened_again(text: str) -> None:
    assert unseal(seal(text, "identity.niss"), "identity.niss") == text


def test_equal_texts_are_sealed_differently_and_not_readable() -> None:
    one, two = seal("85073003328", "identity.niss"), seal("85073003328", "identity.niss")
    assert one != two
    assert b"85073003328" not in one


def test_a_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(CannotUnseal):
        unseal(seal("ada@centre.example", "identity.email"), "identity.niss")


@pytest.mark.parametrize("at", [0, 1, 13, -1])
def test_one_changed_byte_is_noticed(at: int) -> None:
    sealed = bytearray(seal("85073003328", "identity.niss"))
    sealed[at] ^= 1
    with pytest.raises(CannotUnseal):
        unseal(bytes(sealed), "identity.niss")


@pytest.mark.parametrize("value", [b"", b"\x01", b"\x01short"])
def test_too_short_a_value_is_refused_like_any_other(value: bytes) -> None:
    with pytest.raises(CannotUnseal):
        unseal(value, "identity.niss")


def test_a_new_key_closes_and_the_old_one_still_opens() -> None:
    with override_settings(SEAL_KEYS={1: KEY}):
        old = seal("secret", "a")
    with override_settings(SEAL_KEYS={1: KEY, 2: NEXT}):
        new = seal("secret", "a")
        assert unseal(old, "a") == unseal(new, "a") == "secret"
    with override_settings(SEAL_KEYS={2: NEXT}):
        assert unseal(new, "a") == "secret"
        with pytest.raises(CannotUnseal):
            unseal(old, "a")


def test_a_look_up_finds_equal_texts_of_one_column_only() -> None:
    assert keyed_hash("ada", "a") == keyed_hash("ada", "a")
    assert keyed_hash("ada", "a") != keyed_hash("ada", "b")
    with override_settings(LOOKUP_KEY=b"other" * 7):
        other = keyed_hash("ada", "a")
    assert other != keyed_hash("ada", "a")


def test_a_sealed_column_stores_bytes_and_refuses_to_be_dumped() -> None:
    field = SealedField(purpose="a")
    stored = bytes(field.get_db_prep_value("secret", connection).obj)  # psycopg wraps what it sends
    assert b"secret" not in stored
    assert field.from_db_value(stored, None, None) == "secret"
    assert field.from_db_value(None, None, None) is None
    assert field.deconstruct()[3] == {"purpose": "a"}
    with pytest.raises(TypeError):
        field.value_to_string(None)  # type: ignore[arg-type]  # no row is needed to be refused
