"""Lines into the table by COPY: fourteen thousand in one go at first start."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from beffroi.apps.code_lists.models import SearchWord
from beffroi.apps.code_lists.rules.entries import Entry, search_text, words_of
from beffroi.apps.code_lists.rules.text import folded

_COLUMNS = (
    "version_id, position, code, variant, valid_from, valid_until, parent,"
    " labels, short, extra, replaced_by, damage, code_folded, search_text"
)


def copy_entries(lines: Iterable[tuple[int, Iterable[Entry]]]) -> None:
    """`lines`: (version id, its entries in order). Their words become known to the search."""
    words: set[str] = set()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY code_lists_code ({_COLUMNS}) FROM STDIN") as copy,
    ):
        for version_id, entries in lines:
            for position, entry in enumerate(entries):
                copy.write_row(_row(version_id, position, entry))
                words |= words_of(entry)
    SearchWord.objects.bulk_create(
        (SearchWord(word=word) for word in sorted(words)), ignore_conflicts=True, batch_size=5_000
    )


def _row(version_id: int, position: int, entry: Entry) -> tuple[Any, ...]:
    return (
        version_id,
        position,
        entry.code,
        entry.variant,
        entry.valid_from,
        entry.valid_until,
        entry.parent,
        _json(entry.labels),
        _json(entry.short),
        _json(entry.extra),
        list(entry.replaced_by),
        list(entry.damage),
        folded(entry.code),
        f"| {search_text(entry)} |",  # every part stands between bars: « | 44001 | aalter | »
    )


def _json(value: Any) -> str:
    return json.dumps(dict(value), ensure_ascii=False)
