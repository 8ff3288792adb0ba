"""What a version must satisfy before anybody may publish it: errors refuse it, warnings are shown to both persons."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from beffroi.apps.code_lists.rules.entries import Entry

Reason = Literal["overlap", "unknown_parent", "own_parent", "unknown_successor", "disappears", "damaged", "no_label"]
ERRORS: frozenset[str] = frozenset({"overlap", "unknown_parent", "own_parent", "unknown_successor"})


@dataclass(frozen=True, slots=True)
class Finding:
    reason: Reason
    code: str
    variant: str = ""
    value: str = ""

    @property
    def is_error(self) -> bool:
        return self.reason in ERRORS


def findings(entries: Sequence[Entry], current: Sequence[Entry] = ()) -> list[Finding]:
    """Errors first. `current`: the published version; a code is closed, never dropped, so what disappears is named."""
    known = {entry.code for entry in entries}
    found = [*_overlaps(entries), *_references(entries, known)]
    for entry in entries:
        if entry.damage:
            found.append(Finding("damaged", entry.code, entry.variant, "|".join(entry.damage)))
        if not entry.labels:
            found.append(Finding("no_label", entry.code, entry.variant))
    kept = {entry.key for entry in entries}
    gone = dict.fromkeys(entry.key for entry in current if entry.key not in kept)
    found += [Finding("disappears", code, variant) for code, variant in gone]
    return sorted(found, key=lambda finding: not finding.is_error)


def _overlaps(entries: Sequence[Entry]) -> list[Finding]:
    by_key: Mapping[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_key[entry.key].append(entry)
    return [
        Finding("overlap", code, variant, str(later.valid_from or ""))
        for (code, variant), lines in by_key.items()
        for at, later in enumerate(lines)
        if any(later.overlaps(earlier) for earlier in lines[:at])
    ]


def _references(entries: Sequence[Entry], known: set[str]) -> list[Finding]:
    found: list[Finding] = []
    for entry in entries:
        if entry.parent == entry.code:
            found.append(Finding("own_parent", entry.code, entry.variant))
        elif entry.parent and entry.parent not in known:
            found.append(Finding("unknown_parent", entry.code, entry.variant, entry.parent))
        found += [
            Finding("unknown_successor", entry.code, entry.variant, code)
            for code in entry.replaced_by
            if code not in known
        ]
    return found
