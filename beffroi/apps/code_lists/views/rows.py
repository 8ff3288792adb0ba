"""Search hits and lines as a table shows them: every text worked out once, so that the template only writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beffroi.apps.code_lists.queries.search import Hit, Result
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.text import path_of
from beffroi.kernel import clock
from beffroi.kernel.localized import LANGUAGES, Localized
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
    """As people read it: the last valid day, not the day after."""
    if entry.is_inverted:
        return _("dates in the wrong order")
    start = date_format(entry.valid_from, "SHORT_DATE_FORMAT") if entry.valid_from else ""
    end = date_format(_last_day(entry.valid_until), "SHORT_DATE_FORMAT") if entry.valid_until else ""
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


def result_rows(result: Result, links: Mapping[str, str], *, version: str = "") -> list[Row]:
    """`links`: linking columns of the list shown, none in a search over all lists."""
    question = result.question
    return [_row(hit, question.language, _query(question.on, version), links) for hit in result.hits]


def _row(hit: Hit, language: str, query: str, links: Mapping[str, str]) -> Row:
    entry = hit.entry
    label, label_language = label_of(entry, language)
    list_url = f"{reverse('code_lists:home')}{hit.list_key}/"
    return Row(
        url=f"{list_url}codes/{path_of(entry.code)}/{query}",
        code=entry.code,
        variant=entry.variant if entry.variant not in entry.labels.values() else "",
        label=label,
        label_language=label_language,
        list_title=Localized(hit.list_title).in_language(language).value,
        list_url=f"{list_url}{query}",
        period=period_of(entry),
        is_valid=hit.is_valid,
        is_damaged=bool(entry.damage),
        successors=entry.replaced_by,
        links=tuple(_links(entry, links, query)),
    )


def _query(on: date, version: str) -> str:
    asked = {"on": on.isoformat()} if on != clock.today() else {}
    return f"?{urlencode(asked | ({'version': version} if version else {}))}" if asked or version else ""


def _links(entry: Entry, links: Mapping[str, str], query: str) -> Iterable[Link]:
    for column, key in links.items():
        if isinstance(code := entry.extra.get(column), str):
            yield Link(
                code,
                f"{reverse('code_lists:code', args=[key, path_of(code)])}{query.split('version=', maxsplit=1)[0].rstrip('?&')}",
            )


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
