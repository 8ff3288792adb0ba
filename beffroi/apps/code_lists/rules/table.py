"""The table form of a list: what is kept under `data/`, what an export gives, and what a publisher uploads.

Columns: `code, variant, valid_from, valid_until (exclusive), parent, replaced_by (a|b), label_<language>,
short_<language>, damage`, then the list's own as `extra.<name>` or `extra.<name>@<language>`. Only `code` must be there.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from beffroi.apps.code_lists.rules.entries import DAMAGES, LANGUAGES, Entry, Extra, damage_of

_PLAIN = ("code", "variant", "valid_from", "valid_until", "parent", "replaced_by")
_TEXTS = tuple(f"{kind}_{language}" for kind in ("label", "short") for language in LANGUAGES)
_EXTRA = re.compile(r"extra\.(?P<name>[A-Za-z0-9_-]{1,40})(?:@(?P<language>fr|nl|de|en))?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-\d+([.,]\d+)?")
LONGEST = {"code": 200, "variant": 200, "parent": 200, "replaced_by": 400}
LONGEST_TEXT = 4000
MOST_ROWS = 50_000
MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one place. `row` counts lines of the table from 1, the header being row 1; 0 = the whole file."""

    row: int
    reason: str
    column: str = ""
    value: str = ""


class Unreadable(Exception):
    """The table cannot be read; `faults` says where and why, in order, the first fifty."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].reason if faults else "")
        self.faults = tuple(faults)


def decoded(content: bytes) -> str:
    """UTF-8 with or without a mark. Another encoding is refused with its row: guessing would damage labels."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable([Fault(0, "not_utf8", value="UTF-16")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable([Fault(content.count(b"\n", 0, error.start) + 1, "not_utf8")]) from None
    if (at := text.find("\0")) >= 0:
        raise Unreadable([Fault(text.count("\n", 0, at) + 1, "not_text")])
    return text


def read_table(text: str) -> list[Entry]:
    """The lines of a table. Raises `Unreadable` with every fault found (at most fifty)."""
    rows = _rows(text)
    header = next(rows, (1, []))[1]
    columns = _columns(header)
    entries: list[Entry] = []
    faults: list[Fault] = []
    for number, row in rows:
        if not any(row):
            continue
        if len(entries) >= MOST_ROWS:
            raise Unreadable([Fault(number, "too_many_rows", value=str(MOST_ROWS))])
        entry = _entry(number, dict(zip(columns, row, strict=False)), len(row) > len(columns), faults)
        entries.append(entry)
        if len(faults) >= MOST_FAULTS:
            break
    if not entries and not faults:
        faults.append(Fault(0, "no_rows"))
    if faults:
        raise Unreadable(faults[:MOST_FAULTS])
    return entries


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1
    try:
        for row in reader:
            yield number, [unguarded(cell).strip() for cell in row]
            number = reader.line_num + 1
    except csv.Error:
        raise Unreadable([Fault(number, "malformed_row")]) from None


def _columns(header: list[str]) -> list[str]:
    faults = [
        Fault(1, "unknown_column", column=name[:60])
        for name in header
        if name not in (*_PLAIN, *_TEXTS, "damage") and not _EXTRA.fullmatch(name)
    ]
    faults += [
        Fault(1, "repeated_column", column=name[:60]) for name in dict.fromkeys(header) if header.count(name) > 1
    ]
    if "code" not in header:
        faults.insert(0, Fault(1, "column_missing", column="code"))
    if faults:
        raise Unreadable(faults[:MOST_FAULTS])
    return header


def _entry(number: int, row: dict[str, str], has_more: bool, faults: list[Fault]) -> Entry:
    before = len(faults)
    if has_more:
        faults.append(Fault(number, "more_cells_than_columns"))
    if not row.get("code"):
        faults.append(Fault(number, "code_missing", column="code"))
    for column, value in row.items():
        if len(value) > LONGEST.get(column, LONGEST_TEXT):
            faults.append(Fault(number, "too_long", column=column, value=value[:40]))
        elif any(ord(c) < 32 and c not in "\n\t" for c in value):
            faults.append(Fault(number, "not_text", column=column))
    start, end = (_date(number, column, row, faults) for column in ("valid_from", "valid_until"))
    damage = tuple(word for word in row.get("damage", "").split("|") if word)
    if unknown := [word for word in damage if word not in DAMAGES]:
        faults.append(Fault(number, "unknown_damage", column="damage", value=unknown[0][:40]))
    entry = Entry(
        code=row.get("code", ""),
        variant=row.get("variant", ""),
        valid_from=start,
        valid_until=end,
        parent=row.get("parent", ""),
        labels=_texts(row, "label"),
        short=_texts(row, "short"),
        extra=_extra(row),
        replaced_by=tuple(code for code in row.get("replaced_by", "").split("|") if code),
        damage=damage,
    )
    if len(faults) == before and entry.is_inverted and "inverted_dates" not in damage:
        faults.append(Fault(number, "ends_before_it_begins", column="valid_until", value=row["valid_until"]))
    return Entry(**{name: getattr(entry, name) for name in Entry.__slots__} | {"damage": damage_of(entry)})


def _date(number: int, column: str, row: dict[str, str], faults: list[Fault]) -> date | None:
    value = row.get(column, "")
    if not value:
        return None
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    faults.append(Fault(number, "not_a_date", column=column, value=value[:40]))
    return None


def _texts(row: dict[str, str], kind: str) -> dict[str, str]:
    return {language: text for language in LANGUAGES if (text := row.get(f"{kind}_{language}"))}


def _extra(row: dict[str, str]) -> dict[str, Extra]:
    extra: dict[str, Extra] = {}
    for column, value in row.items():
        if not value or not (match := _EXTRA.fullmatch(column)):
            continue
        if language := match["language"]:
            texts = extra.setdefault(match["name"], {})
            if isinstance(texts, dict):
                texts[language] = value
        else:
            extra[match["name"]] = value
    return extra


def columns_of(entries: Iterable[Entry]) -> list[str]:
    """The columns these lines need, in the order of the form; extras in the order they are met."""
    used: dict[str, None] = {}
    for entry in entries:
        used.update(dict.fromkeys(column for column, value in cells_of(entry).items() if value))
    fixed = [column for column in (*_PLAIN, *_TEXTS, "damage") if column in used or column == "code"]
    return fixed + sorted(column for column in used if column.startswith("extra."))


def cells_of(entry: Entry) -> dict[str, str]:
    cells = {
        "code": entry.code,
        "variant": entry.variant,
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else "",
        "valid_until": entry.valid_until.isoformat() if entry.valid_until else "",
        "parent": entry.parent,
        "replaced_by": "|".join(entry.replaced_by),
        "damage": "|".join(entry.damage),
    }
    cells |= {f"label_{language}": text for language, text in entry.labels.items()}
    cells |= {f"short_{language}": text for language, text in entry.short.items()}
    for name, value in entry.extra.items():
        if isinstance(value, dict):
            cells |= {f"extra.{name}@{language}": text for language, text in value.items()}
        else:
            cells[f"extra.{name}"] = value
    return cells


def written(entries: Iterable[Entry], columns: Sequence[str], *, separator: str = ",") -> Iterator[str]:
    """The table as text, one chunk per few hundred lines, safe to open in a spreadsheet (see `guarded`)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n" if separator == ";" else "\n")
    writer.writerow(columns)
    for number, entry in enumerate(entries, 1):
        cells = cells_of(entry)
        writer.writerow([guarded(cells.get(column, "")) for column in columns])
        if number % 500 == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would compute gets an apostrophe before it (OWASP, CSV injection)."""
    return f"'{cell}" if _is_formula(cell.lstrip("'")) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    return len(cell) > 1 and cell[0] in "=+-@\t\r" and not _NUMBER.fullmatch(cell)
