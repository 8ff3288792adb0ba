"""A calendar as its pages show it: a list of days, a month in weeks, a year in months; and where its arrows lead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from beffroi.kernel import clock
from beffroi.portal.calendar.forms import FIRST, LAST, ViewForm
from beffroi.portal.calendar.queries import KINDS, Occasion
from beffroi.portal.calendar.rules import is_working_day, next_month, previous_month, weeks
from beffroi.portal.calendar.words import KIND_WORDS, VIEW_WORDS
from beffroi.ui.page import Link

LIST_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Day:
    """`is_rest`: weekend or legal holiday. `is_outside`: of the month before or after."""

    on: date
    occasions: tuple[tuple[Occasion, object], ...]
    is_today: bool = False
    is_rest: bool = False
    is_outside: bool = False


def period(shape: str, day: date) -> tuple[date, date]:
    """First day, and first day after."""
    first = day.replace(day=1)
    if shape == "year":
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return first, _later(first, 1 if shape == "month" else LIST_MONTHS)


def drawn(form: ViewForm, found: Iterable[Occasion]) -> Mapping[str, Any]:
    begin, end = period(form.shape, form.day)
    by_day = {on: _worded(each) for on, each in groupby(found, key=lambda each: each.on)}
    shown: dict[str, Any] = {"days": [_day(on, by_day, begin) for on in by_day]}
    if form.shape == "month":
        shown = {"weeks": [[_day(on, by_day, begin) for on in week] for week in weeks(begin)]}
    if form.shape == "year":
        firsts = [date(begin.year, number, 1) for number in range(1, 13)]
        shown = {
            "months": [
                (first, [_day(on, by_day, first) for on in by_day if on.month == first.month]) for first in firsts
            ]
        }
    step = {"list": LIST_MONTHS, "month": 1, "year": 12}[form.shape]
    return {
        **shown,
        "begin": begin,
        "tabs": [
            Link(word, _address(form, view=code), is_current=code == form.shape) for code, word in VIEW_WORDS.items()
        ],
        "before": _address(form, on=_earlier(begin, step)) if begin > FIRST else "",
        "after": _address(form, on=end) if end < LAST else "",
        "today": _address(form, on=clock.today()),
    }


def _worded(occasions: Iterable[Occasion]) -> tuple[tuple[Occasion, object], ...]:
    return tuple((each, KIND_WORDS[each.kind]) for each in occasions)


def _day(on: date, by_day: Mapping[date, tuple[tuple[Occasion, object], ...]], month: date) -> Day:
    is_outside = on.month != month.month
    return Day(
        on=on,
        occasions=() if is_outside and on not in by_day else by_day.get(on, ()),
        is_today=on == clock.today(),
        is_rest=not is_working_day(on),
        is_outside=is_outside,
    )


def _address(form: ViewForm, *, view: str = "", on: date | None = None) -> str:
    kinds = [] if form.kinds == KINDS else list(form.kinds)
    query = {"view": view or form.shape, "on": (on or form.day).isoformat(), "kind": kinds}
    return f"{reverse('portal:calendar')}?{urlencode(query, doseq=True)}"


def _later(first: date, months: int) -> date:
    for _ in range(months):
        first = next_month(first)
    return first


def _earlier(first: date, months: int) -> date:
    for _ in range(months):
        first = previous_month(first)
    return max(first, FIRST)
