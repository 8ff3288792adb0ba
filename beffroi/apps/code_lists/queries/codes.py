"""One code: all its lines, what surrounds it, and what messages say of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from beffroi.apps.code_lists.models import Code, CodeList, ListVersion
from beffroi.apps.code_lists.queries.versions import FIELDS, as_entries, lines_above
from beffroi.apps.code_lists.rules.entries import Answer, Entry, answer_on
from beffroi.apps.code_lists.rules.messages import candidates, spellings
from beffroi.apps.code_lists.rules.text import folded
from beffroi.kernel.errors import NotVisible

MOST_CHILDREN = 200


def lines_of(version: ListVersion, code: str) -> list[Entry]:
    """All lines of a code, in time. Raises `NotVisible` when the version never had it."""
    rows = Code.objects.filter(version=version, code_folded=folded(code), code=code)
    lines = as_entries(rows.order_by("valid_from", "variant").values_list(*FIELDS))
    if not lines:
        raise NotVisible("unknown_code")
    return sorted(lines, key=lambda line: (line.variant, line.valid_from or date.min))


def answer(version: ListVersion, code: str, on: date) -> Answer:
    """What the code is on that day. Raises `NotVisible`."""
    found = answer_on(on, lines_of(version, code))
    assert found is not None  # lines_of found at least one line
    return found


@dataclass(frozen=True, slots=True)
class InForce:
    """What an answer says of the current version of a list."""

    version_id: int
    label: str
    checksum: str
    published_at: datetime | None


# The lists by their key, the version by its number, the lines by code_by_code (version, code_folded).
_LINES_IN_FORCE = """
SELECT v.id, v.label, v.checksum, v.published_at, c.code, c.variant, c.valid_from, c.valid_until, c.parent,
    c.labels::text, c.short::text, c.extra::text, c.replaced_by, c.damage
FROM code_lists_codelist l
LEFT JOIN code_lists_listversion v ON v.id = l.current_version_id
LEFT JOIN code_lists_code c ON c.version_id = v.id AND c.code_folded = %s AND c.code = %s
WHERE l.key = %s
"""


def lines_in_force(key: str, code: str) -> tuple[InForce, list[Entry]]:
    """All lines of a code in the current version of a list, in one statement; none when it never had the code.
    Raises `NotVisible` without list or version."""
    with connection.cursor() as cursor:
        cursor.execute(_LINES_IN_FORCE, (folded(code), code, key))
        rows = cursor.fetchall()
    if not rows:
        raise NotVisible("unknown_list")
    if rows[0][0] is None:
        raise NotVisible("no_version")
    lines = as_entries((*row[4:9], *map(json.loads, row[9:12]), *row[12:]) for row in rows if row[4] is not None)
    return InForce(*rows[0][:4]), lines


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Codes about a code, each as its line on the day (or the nearest one). `children`: at most two hundred.

    `linked`: by column, the line of another list that an extra column names.
    """

    ancestors: tuple[Entry, ...] = ()
    children: tuple[Entry, ...] = ()
    replaces: tuple[Entry, ...] = ()
    replaced_by: tuple[Entry, ...] = ()
    before: str = ""
    after: str = ""


def surroundings(version: ListVersion, lines: Sequence[Entry], on: date) -> Surroundings:
    code = lines[0].code
    successors = {successor for line in lines for successor in line.replaced_by}
    shown = answer_on(on, lines)
    parent = next((line.parent for line in shown.entries if line.parent), "") if shown else ""
    near = Q(parent=code) | Q(replaced_by__contains=[code]) | Q(code__in=successors)
    related = as_entries(Code.objects.filter(near, version=version).order_by("position").values_list(*FIELDS))
    before, after = _neighbours(version, code)
    return Surroundings(
        ancestors=tuple(lines_above(version, parent, on)),
        children=_each_once(
            (line for line in related if line.parent == code and line.is_valid_on(on)), on, at_most=MOST_CHILDREN
        ),
        replaces=_each_once((line for line in related if code in line.replaced_by), on),
        replaced_by=_each_once((line for line in related if line.code in successors), on),
        before=before,
        after=after,
    )


def _each_once(lines: Iterable[Entry], on: date, *, at_most: int = 100) -> tuple[Entry, ...]:
    by_code: dict[str, list[Entry]] = {}
    for line in lines:
        by_code.setdefault(line.code, []).append(line)
    answers = (answer_on(on, found) for found in list(by_code.values())[:at_most])
    return tuple(each.entries[0] for each in answers if each)


def _neighbours(version: ListVersion, code: str) -> tuple[str, str]:
    """The codes before and after, in the order of codes."""
    others: QuerySet[Code] = Code.objects.filter(version=version)
    here = folded(code)
    before = others.filter(code_folded__lt=here).order_by("-code_folded").values_list("code", flat=True).first()
    after = others.filter(code_folded__gt=here).order_by("code_folded").values_list("code", flat=True).first()
    return before or "", after or ""


def linked(code_list: CodeList, lines: Iterable[Entry], on: date) -> Mapping[tuple[str, str], Entry]:
    """By (list key, code): the line that a linking column of these lines names, as on the day."""
    named: dict[str, set[str]] = {}
    for line in lines:
        for column, target in code_list.links.items():
            if isinstance(value := line.extra.get(column), str):
                named.setdefault(target, set()).add(value)
    found: dict[tuple[str, str], list[Entry]] = {}
    for key, codes in named.items():
        versions = CodeList.objects.filter(key=key).values("current_version")
        rows = Code.objects.filter(version__in=versions, code__in=codes).values_list(*FIELDS)
        for line in as_entries(rows):
            found.setdefault((key, line.code), []).append(line)
    answers = {at: answer_on(on, of_code) for at, of_code in found.items()}
    return {at: each.entries[0] for at, each in answers.items() if each}


@dataclass(frozen=True, slots=True)
class Explained:
    """A code met in a message; `written`: as it stands there."""

    written: str
    code_list: CodeList
    answer: Answer


def explained_codes(message: str, on: date) -> list[Explained]:
    """The error codes a message speaks of, in the order of the message, the declarations' own list first."""
    written = candidates(message)
    lists = CodeList.objects.filter(explains_messages=True).exclude(current_version=None)
    by_list = {each.current_version_id: each for each in lists.order_by("weight")}
    wanted = {spelling for each in written for spelling in spellings(each)}
    found: dict[tuple[int | None, str], list[Entry]] = {}
    rows = Code.objects.filter(version__in=list(by_list), code__in=wanted).values_list("version_id", *FIELDS)
    for version_id, *row in rows:
        (line,) = as_entries([tuple(row)])
        found.setdefault((version_id, line.code), []).append(line)
    explained = [
        Explained(each, code_list, answered)
        for each in written
        for version_id, code_list in by_list.items()
        for spelling in spellings(each)
        if (answered := answer_on(on, found.get((version_id, spelling), ())))
    ]
    return list({(each.code_list.pk, each.answer.entries[0].code): each for each in reversed(explained)}.values())[::-1]
