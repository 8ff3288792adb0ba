"""Search in codes and labels, in one statement: exact words first; when there are none, the nearest known words.

The statement is the function `code_lists_search` of the database (migration 0004), which is planned once a connection.
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args

from django.db import connection

from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.text import words

Order = Literal["relevance", "list", "code", "label", "valid_from"]
ORDERS: tuple[Order, ...] = get_args(Order)
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
    with connection.cursor() as cursor:
        cursor.execute(_SQL, _values(question, typed))
        rows = cursor.fetchall()
    valid, closed, sought, lists = rows[0][:4]
    named = tuple((each["key"], each["title"]) for each in _loaded(lists)) if lists else ()
    hits = tuple(_hit(*row[4:]) for row in rows if row[4] is not None)
    corrected = tuple(sought) if sought != typed and None not in sought else ()
    return Result(question, hits, valid, closed, corrected, named)


_SQL = "SELECT * FROM code_lists_search(string_to_array(%s, ' '), %s, %s, %s, %s, %s, %s, %s, %s, %s)"


def _values(question: Question, typed: list[str]) -> tuple[Any, ...]:
    return (
        " ".join(typed),
        question.on,
        question.version_id,
        question.owner,
        question.parent,
        "list" if not typed and question.order == "relevance" else question.order,
        question.language,
        question.with_closed,
        question.page_size,
        (question.page - 1) * question.page_size,
    )


def _hit(key: str, title: Any, is_valid: bool, *line: Any) -> Hit:
    code, variant, start, end, parent, labels, short, extra, successors, damage = line
    return Hit(
        list_key=key,
        list_title=_known(title) if isinstance(title, str) else title,
        entry=Entry(
            code,
            variant,
            start,
            end,
            parent,
            _loaded(labels),
            _loaded(short),
            _loaded(extra),
            tuple(successors),
            tuple(damage),
        ),
        is_valid=is_valid,
    )


def _loaded(value: Any) -> Any:
    """Django takes JSON as text from the database; elsewhere it comes read."""
    if not isinstance(value, str):
        return value or {}
    return {} if value == "{}" else json.loads(value)


@functools.lru_cache(256)
def _known(title: str) -> Mapping[str, str]:
    """There are fifty titles, and each stands on many lines."""
    return MappingProxyType(json.loads(title))
