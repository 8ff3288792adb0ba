"""From a rule to its dates, and the days on which offices are closed. Plain values in and out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from beffroi.portal.rules.holidays import legal_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind` with its numbers: days after the end of each month · weekday (0 Monday) whose first in each month counts
    · month and day of each year."""

    kind: Literal["days_after_month", "first_weekday", "every_year"]
    numbers: tuple[int, ...]


class RuleError(ValueError):
    """One sentence that says what is wrong with a rule."""


def rule_of(given: Mapping[str, object]) -> Rule:
    """Raises `RuleError`."""
    if len(given) != 1:
        raise RuleError("A rule has one name with its numbers.")
    ((name, value),) = given.items()
    numbers = tuple(value) if isinstance(value, list) else (value,)
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in numbers):
        raise RuleError(f"{name}: not whole numbers.")
    whole = tuple(number for number in numbers if isinstance(number, int))
    if name == "days_after_month" and len(whole) == 1 and 1 <= whole[0] <= 90:
        return Rule("days_after_month", whole)
    if name == "first_weekday" and len(whole) == 1 and 0 <= whole[0] <= 6:
        return Rule("first_weekday", whole)
    if name == "every_year" and len(whole) == 2 and 1 <= whole[0] <= 12 and 1 <= whole[1] <= 31:
        return Rule("every_year", whole)
    raise RuleError(f"{name} {list(numbers)} is not a rule.")


def dates(rule: Rule, begin: date, end: date) -> Iterator[date]:
    """From `begin` to before `end`, in order. A day a month does not have (31 April) is no date."""
    for first in _months(begin, end):
        found = _in_month(rule, first)
        if found is not None and begin <= found < end:
            yield found


def _months(begin: date, end: date) -> Iterator[date]:
    """First days of the months whose rules may reach the period: three before, for 90 days at most."""
    month = begin.replace(day=1)
    for _ in range(3):
        month = previous_month(month)
    while month < end:
        yield month
        month = next_month(month)


def _in_month(rule: Rule, first: date) -> date | None:
    """The date that the month beginning on `first` gives."""
    if rule.kind == "days_after_month":
        return next_month(first) - _DAY + timedelta(days=rule.numbers[0])
    if rule.kind == "first_weekday":
        return first + timedelta(days=(rule.numbers[0] - first.weekday()) % 7)
    month, day = rule.numbers
    if first.month != month:
        return None
    last = (next_month(first) - _DAY).day
    return first.replace(day=day) if day <= last else None


def next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def previous_month(first: date) -> date:
    return (first.replace(day=1) - _DAY).replace(day=1)


def is_working_day(day: date, closed: frozenset[date] = frozenset()) -> bool:
    """Neither weekend nor legal holiday nor one of the organisation's own closed days."""
    holidays = {holiday for holiday, _ in legal_holidays(day.year)}
    return day.weekday() < _SATURDAY and day not in holidays and day not in closed


def working_day_before(day: date, closed: frozenset[date] = frozenset()) -> date:
    """`day` itself when offices are open. The law's date does not move: who waits for it finds the office closed."""
    while not is_working_day(day, closed):
        day -= _DAY
    return day


def weeks(first: date) -> list[list[date]]:
    """The month of `first` in whole weeks from Monday, with the neighbours' days that fill them."""
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday < next_month(first):
        found.append([monday + timedelta(days=number) for number in range(7)])
        monday += timedelta(days=7)
    return found
