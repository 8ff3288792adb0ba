"""What changed between two versions of a list, code by code."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.table import cells_of

Kind = Literal["added", "removed", "closed", "reopened", "relabelled", "changed"]
KINDS: tuple[Kind, ...] = ("added", "closed", "reopened", "relabelled", "changed", "removed")


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are all lines of the code and variant, in time; one of them empty when added or removed."""

    code: str
    variant: str
    kinds: tuple[Kind, ...]
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]


def difference(before: Iterable[Entry], after: Iterable[Entry]) -> list[Change]:
    """In the order of code and variant. The difference of a version with itself is empty."""
    old, new = _by_key(before), _by_key(after)
    changes = []
    for key in sorted(old.keys() | new.keys()):
        lines_before, lines_after = old.get(key, ()), new.get(key, ())
        if kinds := _kinds(lines_before, lines_after):
            changes.append(Change(*key, kinds, lines_before, lines_after))
    return changes


def counts(changes: Iterable[Change]) -> dict[Kind, int]:
    counted = Counter(kind for change in changes for kind in change.kinds)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


def _by_key(entries: Iterable[Entry]) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    lines: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        lines[entry.key].append(entry)
    return {key: tuple(sorted(found, key=_in_time)) for key, found in lines.items()}


def _in_time(entry: Entry) -> tuple[str, str, list[tuple[str, str]]]:
    """Lines of the same days are ordered by all they say: the order of the table is not a difference."""
    return str(entry.valid_from or ""), str(entry.valid_until or ""), sorted(cells_of(entry).items())


def _kinds(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> tuple[Kind, ...]:
    if not before:
        return ("added",)
    if not after:
        return ("removed",)
    found: list[Kind] = []
    was_open, is_open = (any(line.valid_until is None for line in lines) for lines in (before, after))
    if was_open and not is_open:
        found.append("closed")
    if is_open and not was_open:
        found.append("reopened")
    if _texts(before) != _texts(after):
        found.append("relabelled")
    if _facts(before) != _facts(after) and not (found and _facts(before, dated=False) == _facts(after, dated=False)):
        found.append("changed")
    return tuple(found)


def _texts(lines: tuple[Entry, ...]) -> list[tuple[dict[str, str], dict[str, str]]]:
    texts: list[tuple[dict[str, str], dict[str, str]]] = []
    for line in lines:  # a period split in two with one label is no new label
        pair = (dict(line.labels), dict(line.short))
        if not texts or texts[-1] != pair:
            texts.append(pair)
    return texts


def _facts(lines: tuple[Entry, ...], *, dated: bool = True) -> list[tuple[object, ...]]:
    facts: list[tuple[object, ...]] = []
    for line in lines:
        bounds = (line.valid_from, line.valid_until) if dated else ()
        fact = (*bounds, line.parent, dict(line.extra), line.replaced_by, line.damage)
        if dated or not facts or facts[-1] != fact:
            facts.append(fact)
    return facts
