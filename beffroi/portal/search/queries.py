"""The search itself: one statement for the portal's texts, one for the lists of codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.apps.code_lists import public as code_lists
from beffroi.kernel import clock
from beffroi.portal import queries
from beffroi.portal.search.rules import CONFIGURATIONS, all_of, holds, is_like_a_code, words
from beffroi.portal.search.sources import source_of, sources

MOST_PER_GROUP = 5
_MARK, _END = "\x01", "\x02"  # around what matched: no text holds them


@dataclass(frozen=True, slots=True)
class Hit:
    """`excerpt`: pieces of text, each with whether it is what was looked for. `language`: of the title, if another."""

    title: str
    url: str
    excerpt: tuple[tuple[str, bool], ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """`total`: all that was found of this kind; the first few are shown. `more_url`: where the rest is, or empty."""

    kind: str
    heading: str | Promise
    icon: str
    hits: tuple[Hit, ...]
    total: int
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """`corrected`: the words looked for instead of those typed; `is_loose`: no text held all of them."""

    groups: tuple[Group, ...] = ()
    corrected: str = ""
    is_loose: bool = False


def find(text: str, language: str, organisation_id: UUID | None = None) -> Findings:
    """What the reader may see and holds the words: two statements, none for an empty text.

    `organisation_id`: whose own announcements he reads too; they are in the catalogue, not in the index.
    """
    typed = words(text)
    if not typed:
        return Findings()
    found = code_lists.search(text, language, clock.today(), limit=MOST_PER_GROUP)
    rows = _rows(typed, language)
    nearest = list(rows[0][5] or ()) if rows else []
    if nearest and any(holds(each.code, each.labels.values(), typed) for each in found):
        rows, nearest = [], []  # what was typed is a code: no guess beside it
    codes = _codes(found, text, language)
    texts = list(_groups(rows, {"announcement": _own_announcements(typed, language, organisation_id)}))
    return Findings(
        groups=tuple([*codes, *texts] if is_like_a_code(text) else [*texts, *codes]),
        corrected=" ".join(nearest) if nearest != typed else "",
        is_loose=bool(rows and rows[0][6]),
    )


def _rows(typed: list[str], language: str) -> list[Sequence[Any]]:
    """(kind, code, title, excerpt, total, nearest words, is loose), the best first within each kind."""
    values: dict[str, Any] = {
        "configuration": CONFIGURATIONS[language],
        "language": language,
        "every": all_of(typed),
        "words": typed,
        "today": clock.today(),
        "most": MOST_PER_GROUP,
        "marks": f"StartSel={_MARK}, StopSel={_END}, MaxWords=28, MinWords=14, MaxFragments=1",
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        return list(cursor.fetchall())


def _groups(rows: list[Sequence[Any]], own: Mapping[str, list[Hit]]) -> Iterator[Group]:
    by_kind = {kind: list(found) for kind, found in groupby(rows, key=lambda row: str(row[0]))}
    for source in sources():
        found = by_kind.get(source.kind, [])
        before = own.get(source.kind, [])
        hits = (*before, *(hit for row in found if (hit := _hit(row))))
        if hits:
            total = len(before) + (found[0][4] if found else 0)
            yield Group(source.kind, source.heading, source.icon, hits[:MOST_PER_GROUP], total)


def _own_announcements(typed: list[str], language: str, organisation_id: UUID | None) -> list[Hit]:
    today = clock.today()
    return [
        Hit(each.text.in_language(language).value, reverse("portal:announcement", args=[each.code]))
        for each in queries.known_catalogue().announcements
        if each.organisations and each.is_for(organisation_id) and each.is_shown(today)
        if holds("", [*each.text.values(), *each.body.values()], typed)
    ]


def _hit(row: Sequence[Any]) -> Hit | None:
    """None where the page is gone since it was indexed."""
    source = source_of(row[0])
    try:
        return Hit(row[2], source.address(row[1]), tuple(_pieces(row[3]))) if source else None
    except NoReverseMatch:
        return None


def _pieces(headline: str) -> Iterator[tuple[str, bool]]:
    for number, part in enumerate(headline.split(_MARK)):
        inside, _end, after = part.partition(_END) if number else ("", "", part)
        if inside:
            yield inside, True
        if after:
            yield after, False


def _codes(found: Sequence[code_lists.FoundCode], text: str, language: str) -> list[Group]:
    """The lists of codes have an index of their own, which knows the day and the mistyped words."""
    hits = tuple(_code_hit(each, language) for each in found)
    more = code_lists.search_address(text)
    return [Group("code", _("Codes"), "table-2", hits, len(hits), more)] if hits else []


def _code_hit(found: code_lists.FoundCode, language: str) -> Hit:
    label = found.label(language)
    address = code_lists.code_address(found.code_list, found.code)
    return Hit(f"{found.code} – {label.value}", address, language=label.language if label.is_missing else "")


# Ranked where they are found: to look a hit up again for its rank costs more than the search itself.
_HITS = """
  SELECT d.id, d.kind, d.title, ts_rank(d.vector, query) AS rank FROM portal_search_document d, {query}
  WHERE d.vector @@ query AND d.language = %(language)s
  AND (d.from_on IS NULL OR d.from_on <= %(today)s) AND (d.until_on IS NULL OR d.until_on > %(today)s)
"""
_SQL = f"""
WITH asked AS MATERIALIZED (SELECT to_tsquery(%(configuration)s::regconfig, %(every)s) AS query),
plain AS MATERIALIZED ({_HITS.format(query="asked")}),
nearest AS MATERIALIZED (
  SELECT array_agg(coalesce(portal_search_nearest(word, %(language)s), word) ORDER BY number) AS words
  FROM unnest(%(words)s::text[]) WITH ORDINALITY AS typed(word, number)
  WHERE NOT EXISTS (SELECT 1 FROM plain)
),
corrected_query AS MATERIALIZED (
  SELECT to_tsquery(%(configuration)s::regconfig, array_to_string(words, ':* & ') || ':*') AS query FROM nearest
  WHERE words IS NOT NULL
),
corrected AS MATERIALIZED ({_HITS.format(query="corrected_query")}),
loose_query AS MATERIALIZED (
  SELECT to_tsquery(%(configuration)s::regconfig, array_to_string(words, ':* | ') || ':*') AS query FROM nearest
  WHERE words IS NOT NULL AND NOT EXISTS (SELECT 1 FROM corrected)
),
loose AS MATERIALIZED ({_HITS.format(query="loose_query")}),
used AS MATERIALIZED (
  SELECT coalesce((SELECT query FROM loose_query), (SELECT query FROM corrected_query), (SELECT query FROM asked)) AS query
),
hits AS (SELECT * FROM plain UNION ALL SELECT * FROM corrected UNION ALL SELECT * FROM loose),
placed AS (
  SELECT id, count(*) OVER (PARTITION BY kind) AS total,
    row_number() OVER (PARTITION BY kind ORDER BY rank DESC, title) AS place
  FROM hits
)
SELECT d.kind, d.code, d.title, ts_headline(%(configuration)s::regconfig, d.text, used.query, %(marks)s), placed.total,
  (SELECT words FROM nearest), EXISTS (SELECT 1 FROM loose)
FROM placed JOIN portal_search_document d USING (id) CROSS JOIN used
WHERE placed.place <= %(most)s
ORDER BY d.kind, placed.place
"""  # noqa: S608 - a condition of our own, written once
