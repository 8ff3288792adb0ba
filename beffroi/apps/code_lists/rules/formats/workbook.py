"""XLSX: the lines on one sheet, what they are on another. Every text is written as text, never as a formula."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.formats.head import Head
from beffroi.apps.code_lists.rules.table import cells_of, columns_of

_WIDTHS = {"code": 14, "variant": 24, "valid_from": 12, "valid_until": 12}


def workbook(head: Head, entries: Sequence[Entry]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("codes")
    columns = columns_of(entries)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        width = 40 if column.startswith("label_") else _WIDTHS.get(column, 18)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(columns)
    for entry in entries:
        cells = cells_of(entry)
        sheet.append([_text(sheet, cells.get(column, "")) for column in columns])
    about = book.create_sheet("about")
    for name, value in (("list", head.key), ("version", head.version), ("on", str(head.on or "")), *_facts(head)):
        about.append([name, _text(about, value)])
    buffer = io.BytesIO()
    book.save(buffer)
    yield buffer.getvalue()


def _facts(head: Head) -> list[tuple[str, str]]:
    titles = [(f"title_{language}", text) for language, text in head.titles.items()]
    return [*titles, ("attribution", head.attribution), ("source_url", head.source_url)]


def _text(sheet: Any, value: str) -> Any:
    if not value.startswith("="):
        return value or None
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell
