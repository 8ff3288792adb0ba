"""Search hits and lines as a table shows them: every text worked out once, so that the template only writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beffroi.apps.code_lists.queries.search import Hit, Result
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.text import path_of
from beffroi.apps.code_lists.views.addresses import home_address
from beffroi.kernel import clock
from beffroi.kernel.localized import LANGUAGES, Localized
from beffroi.ui.memory import per_language
from beffroi.ui.page import Link


@dataclass(frozen=True, slots=True)
class Row:
    """`label_language`: set when the label is not in the reader's language. `state`: empty for what is simply valid."""

    url: str
    code: str
    variant: str
    label: str
    label_language: str
    list_title: str
    list_url: str
    period: str
    is_valid: bool
    is_damaged: bool
    successors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def period_of(entry: Entry) -> str:
    """As people read it: the last valid day, not the day after. Dates in the wrong order are shown as the source has them."""
    return _period(entry.valid_from, entry.valid_until)


@per_language(1024)
def written(day: date) -> str:
    """As the reader's language writes a date in figures."""
    return date_format(day, "SHORT_DATE_FORMAT")


@per_language(2048)
def _period(valid_from: date | None, valid_until: date | None) -> str:
    start = written(valid_from) if valid_from else ""
    end = written(_last_day(valid_until)) if valid_until else ""
    if start and end:
        return f"{start} – {end}"
    if start:
        return _("since %(day)s") % {"day": start}
    return _("until %(day)s") % {"day": end} if end else _("always")


def _last_day(until: date) -> date:
    return until - timedelta(days=1)


def label_of(entry: Entry, language: str) -> tuple[str, str]:
    """(label, its language where that is not the reader's)."""
    text = Localized(entry.labels).in_language(language)
    return text.value, text.language if text.value and text.is_missing else ""


Named = Mapping[tuple[str, str], Entry]


def result_rows(result: Result, links: Mapping[str, str], named: Named, *, version: str = "") -> list[Row]:
    """`links`: linking columns of the list shown, none in a search over all lists; `named`: the lines they lead to."""
    asked = {"on": result.question.on.isoformat()} if result.question.on != clock.today() else {}
    table = _Table(
        home=home_address(),
        language=result.question.language,
        query=_query(asked | ({"version": version} if version else {})),
        elsewhere=_query(asked),
        links=links,
        named=named,
    )
    return [table.row(hit) for hit in result.hits]


def _query(asked: Mapping[str, str]) -> str:
    return f"?{urlencode(asked)}" if asked else ""


@dataclass(frozen=True, slots=True)
class _Table:
    """What all rows of one table share. `query` goes with links inside the list, `elsewhere` with those out of it."""

    home: str
    language: str
    query: str
    elsewhere: str
    links: Mapping[str, str]
    named: Named

    def row(self, hit: Hit) -> Row:
        entry = hit.entry
        label, label_language = label_of(entry, self.language)
        list_url = f"{self.home}{hit.list_key}/"
        return Row(
            url=f"{list_url}codes/{path_of(entry.code)}/{self.query}",
            code=entry.code,
            variant=entry.variant if entry.variant not in entry.labels.values() else "",
            label=label,
            label_language=label_language,
            list_title=Localized(hit.list_title).in_language(self.language).value,
            list_url=f"{list_url}{self.query}",
            period=period_of(entry),
            is_valid=hit.is_valid,
            is_damaged=bool(entry.damage),
            successors=entry.replaced_by,
            links=tuple(self._linked(entry)),
        )

    def _linked(self, entry: Entry) -> Iterable[Link]:
        for column, key in self.links.items():
            code = entry.extra.get(column)
            target = self.named.get((key, code)) if isinstance(code, str) else None
            if target is not None:
                address = f"{self.home}{key}/codes/{path_of(target.code)}/{self.elsewhere}"
                yield Link(f"{target.code} {label_of(target, self.language)[0]}", address)


def slice_of(result: Result) -> Page[Any]:
    """For the pagination component: it needs counts, not rows."""
    return Paginator(range(result.total), result.question.page_size).get_page(result.question.page)


@dataclass(frozen=True, slots=True)
class LabelRow:
    language: str
    name: str
    value: str
    short: str


def label_rows(entry: Entry) -> list[LabelRow]:
    """One per language of the portal; a missing label stays an empty value and is shown as missing."""
    names = {"fr": _("French"), "nl": _("Dutch"), "de": _("German"), "en": _("English")}
    return [LabelRow(each, names[each], entry.labels.get(each, ""), entry.short.get(each, "")) for each in LANGUAGES]
