"""OASIS genericode 1.0: one row per line of the list, keyed by its number, columns as in the table form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.formats.head import Head
from beffroi.apps.code_lists.rules.table import cells_of, columns_of

NAMESPACE = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/"
_DATES = ("valid_from", "valid_until")


def code_list(head: Head, entries: Sequence[Entry]) -> Iterator[bytes]:
    columns = {column: re.sub(r"[^A-Za-z0-9_.-]", "_", column) for column in columns_of(entries)}
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<gc:CodeList xmlns:gc="{NAMESPACE}">\n'
    yield (opening + _identification(head) + _column_set(columns) + "<SimpleCodeList>\n").encode()
    for number, entry in enumerate(entries, 1):
        yield _row(number, cells_of(entry), columns).encode()
    yield b"</SimpleCodeList>\n</gc:CodeList>\n"


def _identification(head: Head) -> str:
    titles = "".join(_named("LongName", text, language) for language, text in head.titles.items())
    owner = "".join(_named("LongName", text, language) for language, text in head.owner.items())
    return (
        f"<Identification><ShortName>{escape(head.key)}</ShortName>{titles}<Version>{escape(head.version)}</Version>"
        f"<CanonicalUri>{escape(head.address)}</CanonicalUri>"
        f"<CanonicalVersionUri>{escape(head.address)}/versions/{escape(_uri(head.version))}</CanonicalVersionUri>"
        f"<Agency>{owner}</Agency></Identification>\n"
    )


def _named(element: str, text: str, language: str) -> str:
    return f"<{element} xml:lang={quoteattr(language)}>{escape(text)}</{element}>"


def _uri(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", text).strip("-")


def _column_set(columns: Mapping[str, str]) -> str:
    described = "".join(_column(identifier, column) for column, identifier in columns.items())
    return (
        '<ColumnSet><Column Id="line" Use="required"><ShortName>line</ShortName><Data Type="positiveInteger"/></Column>'
        f'{described}<Key Id="lineKey"><ShortName>lineKey</ShortName><ColumnRef Ref="line"/></Key></ColumnSet>\n'
    )


def _column(identifier: str, column: str) -> str:
    use = "required" if column == "code" else "optional"
    kind = "date" if column in _DATES else "string"
    name = escape(column)
    return f'<Column Id="{identifier}" Use="{use}"><ShortName>{name}</ShortName><Data Type="{kind}"/></Column>'


def _row(number: int, cells: Mapping[str, str], columns: Mapping[str, str]) -> str:
    values = "".join(
        f'<Value ColumnRef="{identifier}"><SimpleValue>{escape(cells[column])}</SimpleValue></Value>'
        for column, identifier in columns.items()
        if cells.get(column)
    )
    return f'<Row><Value ColumnRef="line"><SimpleValue>{number}</SimpleValue></Value>{values}</Row>\n'
