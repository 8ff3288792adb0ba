"""Municipalities with their regions, provinces and arrondissements; postcodes; countries."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from beffroi.apps.code_lists.management.conversion.reading import day_after, first_day, rows_of, texts, told_apart
from beffroi.apps.code_lists.rules.entries import Entry

_BEGINNING = "1970-01-01"  # the register of codes begins on this day: it says nothing about the place


def municipalities(data: Path) -> list[Entry]:
    files = ("nis_municipalities.csv", "nis_municipalities_historical.csv")
    places = [_municipality(row) for name in files for row in rows_of(data / name)]
    above = [_area(row) for row in rows_of(data / "nis_regions_provinces_arrondissements.csv")]
    return told_apart([*above, *sorted(places, key=lambda entry: entry.code)])


def _area(row: dict[str, str]) -> Entry:
    return _place(row, code=row["refnis"], parent=row["parent_refnis"], extra={"level": row["level"]})


def _municipality(row: dict[str, str]) -> Entry:
    extra = texts(level="municipality", language=row["language_regime"])
    entry = _place(row, code=row["refnis"], parent=row["arrondissement_refnis"], extra=dict(extra))
    return replace(entry, replaced_by=tuple(row["replaced_by"].split()))


def _place(row: dict[str, str], *, code: str, parent: str, extra: dict[str, str]) -> Entry:
    return Entry(
        code=code,
        valid_from=first_day("" if row["valid_from"] == _BEGINNING else row["valid_from"]),
        valid_until=day_after(row["valid_to"]),
        parent=parent,
        labels=texts(fr=row["name_fr"], nl=row["name_nl"], de=row["name_de"]),
        extra=dict(extra),
    )


def postcodes(data: Path) -> list[Entry]:
    """A postcode has one line per locality; a locality whose municipality merged has one line per municipality."""
    known: dict[str, list[Entry]] = {}
    for place in municipalities(data):
        known.setdefault(place.code, []).append(place)
    lines = (line for row in rows_of(data / "postcodes.csv") for line in _through_mergers(_postcode(row), known))
    return told_apart(sorted(lines, key=lambda line: (line.code, line.variant, line.valid_from or date.min)))


def _postcode(row: dict[str, str]) -> Entry:
    special = {"special": "yes"} if row["special_code"] == "1" else {}
    return Entry(
        code=row["postal_code"],
        variant=row["locality_nl"],
        valid_from=first_day(row["valid_from"]),
        valid_until=day_after(row["valid_to"]),
        labels=texts(fr=row["locality_fr"], nl=row["locality_nl"]),
        extra=dict(texts(municipality=row["refnis"])) | special,
    )


def _through_mergers(line: Entry, known: dict[str, list[Entry]]) -> Iterator[Entry]:
    """The source is of 2021: where the municipality ended later, the line goes on under its successor."""
    municipality = str(line.extra.get("municipality", ""))
    last = max(known.get(municipality, []), key=lambda place: place.valid_until or date.max, default=None)
    if last is None or last.valid_until is None or (line.valid_until and line.valid_until <= last.valid_until):
        yield line
        return
    yield replace(line, valid_until=last.valid_until)
    (successor,) = last.replaced_by
    after = replace(line, valid_from=last.valid_until, extra=dict(line.extra) | {"municipality": successor})
    yield from _through_mergers(after, known)


def countries(data: Path) -> list[Entry]:
    """Territories that only ISO 3166 knows have no NIS code: their two letters stand for it."""
    return told_apart(
        Entry(
            code=row["nis_code"] or row["iso2"],
            valid_from=first_day(row["valid_from"]),
            valid_until=day_after(row["valid_to"]),
            labels=texts(fr=row["name_fr"], nl=row["name_nl"], de=row["name_de"], en=row["name_en"]),
            extra=dict(texts(iso2=row["iso2"], iso3=row["iso3"], iso_numeric=row["iso_numeric"])),
        )
        for row in rows_of(data / "countries.csv")
    )
