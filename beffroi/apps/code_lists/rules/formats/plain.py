"""CSV in the table form, and JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.formats.head import Head
from beffroi.apps.code_lists.rules.table import columns_of, written


def csv_table(head: Head, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The columns of `rules.table`. A spreadsheet gets a byte-order mark and semicolons, as Belgian settings expect."""
    if head.for_spreadsheet:
        yield "\ufeff".encode()
    separator = ";" if head.for_spreadsheet else ","
    for chunk in written(entries, columns_of(entries), separator=separator):
        yield chunk.encode()


def json_document(head: Head, entries: Sequence[Entry]) -> Iterator[bytes]:
    about = {
        "list": head.key,
        "version": head.version,
        "published_on": head.published_on.isoformat() if head.published_on else None,
        "on": head.on.isoformat() if head.on else None,
        "title": dict(head.titles),
        "owner": dict(head.owner),
        "licence": dict(head.licence),
        "attribution": head.attribution,
        "source_url": head.source_url,
    }
    yield json.dumps(about, ensure_ascii=False)[:-1].encode() + b', "entries": ['
    for number, entry in enumerate(entries):
        yield (", " if number else "").encode() + json.dumps(entry_as_json(entry), ensure_ascii=False).encode()
    yield b"]}"


def entry_as_json(entry: Entry) -> Mapping[str, Any]:
    """`valid_until` is exclusive, as everywhere here."""
    return {
        "code": entry.code,
        "variant": entry.variant,
        "labels": dict(entry.labels),
        "short": dict(entry.short),
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else None,
        "valid_until": entry.valid_until.isoformat() if entry.valid_until else None,
        "parent": entry.parent or None,
        "replaced_by": list(entry.replaced_by),
        "extra": dict(entry.extra),
        "damage": list(entry.damage),
    }
