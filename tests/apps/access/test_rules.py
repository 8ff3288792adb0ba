from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.apps.access.rules import enterprise_number, enterprise_number_formatted, is_current


@pytest.mark.parametrize(
    ("from_on", "until_on", "on", "is_running"),
    [
        (date(2026, 1, 1), None, date(2026, 1, 1), True),
        (date(2026, 1, 1), None, date(2025, 12, 31), False),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 31), True),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 1), False),
    ],
)
def test_the_first_day_counts_and_the_end_does_not(
    from_on: date, until_on: date | None, on: date, is_running: bool
) -> None:
    assert is_current(from_on, until_on, on) is is_running


@pytest.mark.parametrize("written", ["0123.456.749", "BE 0123456749", "0123 456 749", "123456749"])
def test_a_cbe_number_is_read_in_any_usual_writing(written: str) -> None:
    assert enterprise_number_formatted(enterprise_number(written)) == "0123.456.749"


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    try:
        assert len(enterprise_number(text)) == 10
    except ValueError as error:
        assert str(error) == "enterprise_number"
