"""A version of a list in the forms others read. Each writer takes what the list is and its lines, and gives bytes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.formats import genericode, plain, skos, workbook
from beffroi.apps.code_lists.rules.formats.head import Head

Writer = Callable[[Head, Sequence[Entry]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """`extension` is also its name in an address. `media_type` as registered."""

    extension: str
    name: str
    media_type: str
    write: Writer


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, Format] = {
    each.extension: each
    for each in (
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", plain.csv_table),
        Format("json", "JSON", "application/json", plain.json_document),
        Format("xlsx", "XLSX", _SHEET, workbook.workbook),
        Format("ttl", "SKOS (Turtle)", "text/turtle; charset=utf-8", skos.concept_scheme),
        Format("gc.xml", "genericode 1.0", "application/xml", genericode.code_list),
    )
}

__all__ = ["FORMATS", "Format", "Head"]
