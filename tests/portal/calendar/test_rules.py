"""From a rule to its dates, with the arithmetic in sight."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.localized import LANGUAGES
from beffroi.portal.calendar.deadlines import deadlines
from beffroi.portal.calendar.rules import Rule, RuleError, dates, is_working_day, rule_of, weeks, working_day_before

YEAR = (date(2026, 1, 1), date(2027, 1, 1))


def of(code: str, begin: date, end: date) -> list[date]:
    (found,) = (each for each in deadlines() if each.code == code)
    return list(dates(found.rule, begin, end))


@pytest.mark.parametrize(
    ("month_end", "day_45"),
    [
        (date(2025, 2, 28), date(2025, 4, 14)),  # 28/02 + 45: 31 days of March, 14 of April
        (date(2025, 12, 31), date(2026, 2, 14)),  # 31/12 + 45: 31 of January, 14 of February
        (date(2024, 2, 29), date(2024, 4, 14)),  # a leap year's end of February
    ],
)
def test_reimbursement_is_kept_until_the_45th_day_after_the_month(month_end: date, day_45: date) -> None:
    assert month_end + timedelta(days=45) == day_45
    assert day_45 in of("reimbursement-kept", day_45, day_45 + timedelta(days=1))


def test_decisions_are_communicated_by_the_eighth() -> None:
    assert of("decisions-communicated", *YEAR) == [date(2026, month, 8) for month in range(1, 13)]


def test_statement_is_made_on_the_first_sunday() -> None:
    found = of("monthly-statement", *YEAR)
    assert found[:2] == [date(2026, 1, 4), date(2026, 2, 1)]
    assert all(day.weekday() == 6 and day.day <= 7 for day in found)
    assert len(found) == 12


def test_every_deadline_has_its_source_and_four_languages() -> None:
    codes = [each.code for each in deadlines()]
    assert len(set(codes)) == len(codes)
    for each in deadlines():
        assert each.source.startswith("https://")
        for language in LANGUAGES:
            assert each.title.get(language)
            assert each.text.get(language)
            assert not each.article or each.article.get(language)


@given(begin=st.dates(date(2001, 1, 1), date(2090, 1, 1)), days=st.integers(0, 800), number=st.integers(1, 90))
def test_periods_joined_give_the_same_dates(begin: date, days: int, number: int) -> None:
    rule = Rule("days_after_month", (number,))
    end, cut = begin + timedelta(days=days), begin + timedelta(days=days // 2)
    whole = list(dates(rule, begin, end))
    assert whole == list(dates(rule, begin, cut)) + list(dates(rule, cut, end))
    assert whole == sorted(set(whole))


def test_a_day_that_a_year_does_not_have_is_no_date() -> None:
    leap = Rule("every_year", (2, 29))
    assert list(dates(leap, date(2023, 1, 1), date(2029, 1, 1))) == [date(2024, 2, 29), date(2028, 2, 29)]


WRONG: list[dict[str, object]] = [
    {},
    {"a": 1},
    {"days_after_month": 0},
    {"days_after_month": "8"},
    {"days_after_month": True},
    {"first_weekday": 7},
    {"every_year": 1},
    {"every_year": [13, 1]},
    {"first_weekday": 1, "every_year": [1, 1]},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_odd_rules_are_told(wrong: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        rule_of(wrong)


def test_working_days_leave_out_weekends_holidays_and_own_closings() -> None:
    assert is_working_day(date(2026, 11, 24))
    assert not is_working_day(date(2026, 11, 22))  # Sunday
    assert not is_working_day(date(2026, 11, 11))  # Armistice
    assert working_day_before(date(2026, 11, 8)) == date(2026, 11, 6)  # Sunday → Friday
    assert working_day_before(date(2026, 11, 8), frozenset({date(2026, 11, 6)})) == date(2026, 11, 5)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 1)))
def test_a_month_is_whole_weeks(day: date) -> None:
    first = day.replace(day=1)
    found = [each for week in weeks(first) for each in week]
    assert found[0].weekday() == 0
    assert len(found) % 7 == 0
    assert {each for each in found if each.month == first.month} >= {first, day}
