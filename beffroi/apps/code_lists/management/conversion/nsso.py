"""The numbered structured annexes of the NSSO (ONSS/RSZ): 44 tables, each with columns of its own."""

import json
import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

from beffroi.apps.code_lists.management.conversion.reading import day_after, first_day, rows_of, texts, told_apart
from beffroi.apps.code_lists.rules.entries import Entry, Extra

_POSTCODES = "23"  # has a list of its own

# The columns that tell two lines of one code apart, where a code is only half of the key.
_VARIANTS = {
    "2": ("type",),
    "3": ("employer-category", "number-of-employees", "type"),
    "9": ("category",),
    "25": ("code-type",),
    "32": ("code-PPL",),
    "37": ("employer-category", "type"),
}
_QUARTER = re.compile(r"(\d{4})/([1-4])")
_NOTHING = {"", "-"}


def annex_index(folder: Path) -> dict[str, str]:
    """The source's version of each annex, by list key."""
    rows = rows_of(folder / "onss_annex_index.csv")
    return {_key(row["annex"], row["list_key"]): row["source_version"] for row in rows if row["annex"] != _POSTCODES}


def annexes(folder: Path) -> dict[str, list[Entry]]:
    by_list: dict[str, list[Entry]] = defaultdict(list)
    for row in rows_of(folder / "onss_annex_codes.csv"):
        if row["annex"] != _POSTCODES:
            by_list[_key(row["annex"], row["list_key"])].append(_entry(row))
    return {key: told_apart(_with_parents(key, lines)) for key, lines in by_list.items()}


def _key(annex: str, name: str) -> str:
    return f"nsso-{annex.zfill(2)}-{name.replace('renumerations', 'remunerations')}"  # misspelt at the source


def _entry(row: dict[str, str]) -> Entry:
    columns: dict[str, Extra] = json.loads(row["extra"]) if row["extra"] else {}
    labels = texts(fr=row["label_fr"], nl=row["label_nl"] or str(columns.pop("nl", "")))
    start, end = _misnamed_dates(row, columns)
    extra = {name: kept for name, value in columns.items() if (kept := _kept(value))}
    parts = (_plain(columns.get(name, "")) for name in _VARIANTS.get(row["annex"], ()))
    return Entry(
        code=_code(row["code"]) or str(columns.get("dec-value", "")),
        variant=" / ".join(part for part in parts if part),
        valid_from=start,
        valid_until=end,
        labels=labels,
        extra=extra,
    )


def _code(text: str) -> str:
    """The source joins the Dutch and the French writing of a code; where both are the same it is written once."""
    halves = text.split("/")
    return halves[0] if len(halves) == 2 and halves[0] == halves[1] != "" else text


def _misnamed_dates(row: dict[str, str], columns: dict[str, Extra]) -> tuple[date | None, date | None]:
    """Three lines of the source name their dates in Dutch, outside the validity elements."""
    start, end = row["valid_from"], row["valid_to"]
    if match := _QUARTER.fullmatch(str(columns.pop("Geldig_vanaf", ""))):
        start = start or f"{match[1]}-{int(match[2]) * 3 - 2:02d}-01"
    if match := _QUARTER.fullmatch(str(columns.pop("Geldig_tot", ""))):
        year, month = int(match[1]) + int(match[2]) // 4, int(match[2]) * 3 % 12 + 1
        return first_day(start), day_after(end) or date(year, month, 1)
    columns.pop("einde_geldigheid", None)  # 31/12/9999: open
    return first_day(start), day_after(end)


def _kept(value: Extra) -> Extra:
    if isinstance(value, dict):
        return {language: text for language, text in value.items() if text not in _NOTHING}
    return "" if value in _NOTHING else value


def _plain(value: Extra) -> str:
    return value.get("nl", "") if isinstance(value, dict) else value


def _with_parents(key: str, lines: list[Entry]) -> list[Entry]:
    if key == "nsso-18-isco-codes":
        return _occupations(lines)
    codes = {line.code for line in lines}
    return [
        replace(line, parent=above) if (above := line.code.rpartition(".")[0]) in codes and above else line
        for line in lines
    ]


def _occupations(lines: list[Entry]) -> list[Entry]:
    """ISCO repeats its three upper levels on every line (« 71 - Métiers qualifiés du bâtiment »): they become lines."""
    levels: dict[tuple[str, date | None], Entry] = {}
    moved: list[Entry] = []
    codes = {(line.code, line.valid_from) for line in lines}
    for line in lines:
        extra = dict(line.extra)
        above = [extra.pop(f"level{number}", "") for number in (1, 2, 3)]
        for text in above:
            if isinstance(text, dict) and text and (level := _level(text, line)).code != line.code:
                levels.setdefault((level.code, level.valid_from), level)
        known = codes | set(levels)
        parents = (line.code[:length] for length in range(len(line.code) - 1, 0, -1))
        parent = next((code for code in parents if (code, line.valid_from) in known), "")
        moved.append(replace(line, parent=parent, extra=extra))
    return [*(level for key, level in levels.items() if key not in codes), *moved]


def _level(text: dict[str, str], line: Entry) -> Entry:
    parts = {language: value.split(" - ", 1) for language, value in text.items()}
    code = next(iter(parts.values()))[0].strip()
    return Entry(
        code=code,
        valid_from=line.valid_from,
        valid_until=line.valid_until,
        parent=code[:-1],
        labels={language: halves[-1].strip() for language, halves in parts.items()},
    )
