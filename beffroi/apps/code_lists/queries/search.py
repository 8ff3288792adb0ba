"""Search in codes and labels, in one statement: exact words first; when there are none, the nearest known words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db import connection

from beffroi.apps.code_lists.queries.versions import as_entries
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.text import words

Order = Literal["relevance", "list", "code", "label", "valid_from"]
ORDERS: Mapping[str, str] = {
    "relevance": "rank, is_valid DESC, weight, list_position, CASE rank WHEN 1 THEN code_folded END, length, position",
    "list": "list_position, position",
    "code": "code_folded, variant, valid_from NULLS FIRST",
    "label": "lower(unaccent(coalesce(labels ->> %(language)s, labels ->> 'fr', labels ->> 'nl', code))), code_folded",
    "valid_from": "valid_from DESC NULLS LAST, code_folded",
}
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `with_closed`: also lines not valid on `on`. `parent`: only what hangs directly under that code."""

    on: date
    text: str = ""
    version_id: int | None = None  # None: the current versions of all lists
    owner: str = ""
    parent: str | None = None
    with_closed: bool = False
    order: str = "relevance"
    language: str = "fr"
    page: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Hit:
    list_key: str
    list_title: Mapping[str, str]
    entry: Entry
    is_valid: bool


@dataclass(frozen=True, slots=True)
class Result:
    """`valid` and `closed` count all hits of all pages. `corrected`: the words looked for instead of those typed.

    `lists`: (key, titles) of the first lists whose own name holds the words; none in a search inside one list.
    """

    question: Question
    hits: tuple[Hit, ...] = ()
    valid: int = 0
    closed: int = 0
    corrected: tuple[str, ...] = field(default=())
    lists: tuple[tuple[str, Mapping[str, str]], ...] = ()

    @property
    def shows_closed(self) -> bool:
        """When nothing found is valid on the day, what was or will be is shown instead."""
        return self.question.with_closed or self.valid == 0

    @property
    def total(self) -> int:
        return self.valid + self.closed if self.shows_closed else self.valid

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // self.question.page_size))


def search(question: Question) -> Result:
    typed = words(question.text)
    statement, values = _statement(question, typed)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    valid, closed, nearest = rows[0][:3]
    lists = tuple((each["key"], each["title"]) for each in _loaded(rows[0][16]) or ())
    hits = tuple(
        Hit(row[3], _loaded(row[4]), entry, bool(row[5]))
        for row, entry in zip(rows, _entries(rows), strict=True)
        if row[3] is not None
    )
    corrected = tuple(nearest) if nearest and None not in nearest and list(nearest) != typed else ()
    return Result(question, hits, valid, closed, corrected, lists)


def _statement(question: Question, typed: list[str]) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {
        "on": question.on,
        "language": question.language,
        "version": question.version_id,
        "owner": question.owner,
        "parent": question.parent,
        "typed": typed,
        "whole": " ".join(typed),
        "with_closed": question.with_closed,
        "limit": question.page_size,
        "offset": (question.page - 1) * question.page_size,
    }
    values |= {f"word{number}": f"%{_escaped(word)}%" for number, word in enumerate(typed)}
    exact = [f"search_text LIKE %(word{number})s" for number in range(len(typed))]
    near = "search_text LIKE (SELECT '%%' || words[{}] || '%%' FROM nearest)"
    nearby = [near.format(number) for number, _ in enumerate(typed, 1)]
    statement = _SQL.format(
        exact=" AND ".join([*_inside(question), *exact, "true"]),
        nearby=" AND ".join([*_inside(question), *nearby, "NOT EXISTS (SELECT 1 FROM plain)" if typed else "false"]),
        named=" AND ".join(exact) if typed and not question.version_id else "false",
        of_owner="l.owner = %(owner)s" if question.owner else "true",
        order=ORDERS["list" if not typed and question.order == "relevance" else question.order],
    )
    return statement, values


def _inside(question: Question) -> list[str]:
    conditions = ["version_id = %(version)s"] if question.version_id else []
    return [*conditions, "parent = %(parent)s"] if question.parent is not None else conditions


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _entries(rows: list[tuple[Any, ...]]) -> list[Entry]:
    return as_entries(
        (*row[6:11], *(_loaded(value) for value in row[11:14]), row[14] or (), row[15] or ()) for row in rows
    )


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value or {}


# The words are looked for first, by the index on trigrams; only what they find is joined, ranked and counted.
_SQL = """
WITH plain AS MATERIALIZED (SELECT * FROM code_lists_code WHERE {exact}),
nearest AS MATERIALIZED (
    SELECT array_agg(code_lists_nearest_word(word) ORDER BY number) AS words
    FROM unnest(%(typed)s::text[]) WITH ORDINALITY AS typed(word, number)
    WHERE NOT EXISTS (SELECT 1 FROM plain)
),
asked AS MATERIALIZED (SELECT coalesce((SELECT array_to_string(words, ' ') FROM nearest), %(whole)s) AS whole),
found AS MATERIALIZED (
    SELECT * FROM plain UNION ALL SELECT * FROM code_lists_code WHERE {nearby}
),
hits AS MATERIALIZED (
    SELECT c.id, c.position, code_folded, variant, labels, code, valid_from, length(c.search_text) AS length,
        l.id AS list_id, l.weight, l.position AS list_position,
        (valid_from IS NULL OR valid_from <= %(on)s) AND (valid_until IS NULL OR %(on)s < valid_until) AS is_valid,
        CASE
            WHEN whole = '' OR code_folded = whole THEN 0
            WHEN starts_with(code_folded, whole) THEN 1
            WHEN strpos(c.search_text, '| ' || whole || ' |') > 0 THEN 2
            WHEN strpos(c.search_text, '| ' || whole) > 0 THEN 3
            WHEN strpos(c.search_text, ' ' || whole) > 0 THEN 4
            ELSE 5
        END AS rank
    FROM found c
    CROSS JOIN asked
    JOIN code_lists_listversion v ON v.id = c.version_id
    JOIN code_lists_codelist l ON l.id = v.code_list_id
    WHERE (%(version)s::bigint IS NOT NULL OR v.id = l.current_version_id) AND {of_owner}
),
counted AS (
    SELECT count(*) FILTER (WHERE is_valid) AS valid, count(*) FILTER (WHERE NOT is_valid) AS closed,
        (SELECT words FROM nearest) AS words,
        (
            SELECT jsonb_agg(jsonb_build_object('key', key, 'title', title))
            FROM (
                SELECT key, title FROM code_lists_codelist
                WHERE {named} AND current_version_id IS NOT NULL
                ORDER BY position LIMIT 5
            ) AS named
        ) AS lists
    FROM hits
),
page AS (
    SELECT id, list_id, is_valid, row_number() OVER (ORDER BY {order}) AS number
    FROM hits
    WHERE is_valid OR %(with_closed)s OR (SELECT valid = 0 FROM counted)
    ORDER BY number
    LIMIT %(limit)s OFFSET %(offset)s
)
SELECT counted.valid, counted.closed, counted.words, l.key, l.title, is_valid, code, variant, valid_from,
    valid_until, parent, labels, short, extra, replaced_by, damage, counted.lists
FROM counted
LEFT JOIN (page JOIN code_lists_code c USING (id) JOIN code_lists_codelist l ON l.id = list_id) ON true
ORDER BY number
"""
