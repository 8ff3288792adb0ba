"""« What changed since your last visit »: announcements, and what the applications published."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.apps.code_lists import public as code_lists
from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import Localized
from beffroi.portal import queries
from beffroi.portal.search.sources import source_of

FIRST_VISIT = timedelta(days=30)  # how far back one looks who never came before
MOST = 10

# Kind of a change → its word and where it leads.
KINDS: Mapping[str, tuple[Promise, Callable[[str], str]]] = {
    "code_list": (_("List of codes"), code_lists.list_address),
}


@dataclass(frozen=True, slots=True)
class News:
    word: str | Promise
    title: Localized
    detail: str
    url: str
    on: date


@dataclass(frozen=True, slots=True)
class SinceLastVisit:
    """`since`: None for who comes for the first time; then the last thirty days are told. The newest first."""

    since: datetime | None
    news: tuple[News, ...]


_SQL = """
SELECT visit.before_at, c.kind, c.code, c.detail, c.title, c.happened_at
FROM (SELECT (SELECT before_at FROM portal_start_arrival WHERE account_id = %(account)s) AS before_at) AS visit
LEFT JOIN LATERAL (
  SELECT * FROM portal_start_change WHERE happened_at > coalesce(visit.before_at, %(from)s)
  ORDER BY happened_at DESC LIMIT %(most)s
) AS c ON true
"""


def since_last_visit(actor: Actor) -> SinceLastVisit:
    """One statement; announcements are in the catalogue, which was read already."""
    rows = _rows(actor.person_id)
    since: datetime | None = rows[0][0]
    begin = since or clock.now() - FIRST_VISIT
    found = [*_published(rows), *_announced(begin, actor)]
    found.sort(key=lambda news: news.on, reverse=True)
    return SinceLastVisit(since, tuple(found[:MOST]))


def _rows(account_id: UUID | None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"account": account_id, "from": clock.now() - FIRST_VISIT, "most": MOST})
        return list(cursor.fetchall())


def _published(rows: list[Any]) -> Iterator[News]:
    for _before, kind, code, detail, title, happened_at in rows:
        if kind in KINDS:
            word, address = KINDS[kind]
            yield News(word, _localized(title), detail, address(code), clock.civil_date(happened_at))


def _announced(begin: datetime, actor: Actor) -> Iterator[News]:
    source, first_day = source_of("announcement"), clock.civil_date(begin)
    for each in queries.known_catalogue().announcements_for(actor.organisation_id, clock.today()):
        appeared = max(each.dated_on, each.from_on)
        if appeared >= first_day and source is not None:
            yield News(_("Announcement"), each.text, "", source.address(each.code), appeared)


def _localized(value: Any) -> Localized:
    import json

    return Localized(json.loads(value) if isinstance(value, str) else value)
