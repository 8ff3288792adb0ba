from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.niss import Niss, with_check_digits


@pytest.mark.parametrize("text", ["85.07.30-033.28", "85073003328", " 850730 033 28 "])
def test_a_number_is_read_with_and_without_separators(text: str) -> None:
    niss = Niss.parse(text)
    assert (niss.digits, niss.formatted) == ("85073003328", "85.07.30-033.28")
    assert niss.birth_date == date(1985, 7, 30)
    assert not niss.is_bis


def test_births_from_2000_use_the_2000_rule() -> None:
    assert Niss.parse("01050399864").birth_date == date(2001, 5, 3)  # the specimen card's number


@pytest.mark.parametrize(
    ("nine", "is_bis"), [("852730033", True), ("854730033", True), ("850030033", False), ("850700033", False)]
)
def test_bis_numbers_and_incomplete_birth_dates(nine: str, is_bis: bool) -> None:
    assert with_check_digits(nine).is_bis is is_bis


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("8507300332", "niss_not_eleven_digits"),
        ("٨٥٠٧٣٠٠٣٣٢٨", "niss_not_eleven_digits"),
        ("85073003329", "niss_check_digits"),
        ("", "niss_not_eleven_digits"),
    ],
)
def test_a_wrong_number_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Niss.parse(text)


def test_a_thirteenth_month_is_refused() -> None:
    with pytest.raises(ValueError, match="niss_birth_date"):
        with_check_digits("851330033")


def test_a_number_does_not_slip_into_a_traceback() -> None:
    assert "85073003328" not in repr(Niss.parse("85073003328"))


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    try:
        niss = Niss.parse(text)
    except ValueError as error:
        assert str(error).startswith("niss_")
    else:
        assert Niss.parse(niss.formatted) == niss
