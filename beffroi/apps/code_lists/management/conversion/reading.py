"""What the source files have in common: header lines, ISO dates, last day included."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from beffroi.apps.code_lists.rules.entries import OVERLAP, Entry, damage_of


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: " ".join((value or "").split()) for name, value in row.items()}


def first_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def day_after(text: str) -> date | None:
    """The sources name the last valid day; we name the first day that is no longer valid."""
    return date.fromisoformat(text) + timedelta(days=1) if text else None


def texts(**by_language: str) -> dict[str, str]:
    return {language: text for language, text in by_language.items() if text}


def told_apart(entries: Iterable[Entry]) -> list[Entry]:
    """Lines of one code that claim the same days and differ in nothing else are numbered and flagged; equal ones are one."""
    distinct: dict[str, Entry] = {repr(entry): replace(entry, damage=damage_of(entry)) for entry in entries}
    by_key: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in distinct.values():
        by_key[entry.key].append(entry)
    return [line for lines in by_key.values() for line in _numbered(lines)]


def _numbered(lines: Sequence[Entry]) -> Sequence[Entry]:
    if not any(later.overlaps(earlier) for at, later in enumerate(lines) for earlier in lines[:at]):
        return lines
    return [
        replace(line, variant=f"{line.variant} #{number}".strip(), damage=tuple(sorted({*line.damage, OVERLAP})))
        for number, line in enumerate(lines, 1)
    ]
