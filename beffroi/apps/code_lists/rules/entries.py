"""One line of a code list, and what a code means on a day."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from beffroi.apps.code_lists.rules.text import REPLACEMENT, folded

LANGUAGES = ("fr", "nl", "de", "en")
Extra = str | dict[str, str]  # a plain value, or one per language
Status = Literal["valid", "replaced", "closed", "not_yet_valid", "unreadable_period"]

DAMAGED_LABEL = "damaged_label"  # characters lost at the source (U+FFFD)
INVERTED_DATES = "inverted_dates"  # the source ends the code before it begins: valid on no day
OVERLAP = "overlap"  # two lines of the source claim the same days and no column tells them apart
DAMAGES = (DAMAGED_LABEL, INVERTED_DATES, OVERLAP)


@dataclass(frozen=True, slots=True)
class Entry:
    """`valid_until` is exclusive; None = unbounded. `variant` tells lines of one code apart (a locality of a postcode)."""

    code: str
    variant: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    parent: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Extra] = field(default_factory=dict)
    replaced_by: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.variant

    @property
    def is_inverted(self) -> bool:
        return bool(self.valid_from and self.valid_until and self.valid_until <= self.valid_from)

    def is_valid_on(self, on: date) -> bool:
        return (not self.valid_from or self.valid_from <= on) and (not self.valid_until or on < self.valid_until)

    def overlaps(self, other: "Entry") -> bool:
        """Whether some day is in both periods."""
        if self.is_inverted or other.is_inverted:
            return False
        return _before(self.valid_from, other.valid_until) and _before(other.valid_from, self.valid_until)


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start < end


@dataclass(frozen=True, slots=True)
class Answer:
    """What a code is on `on`. `entries`: the lines to show for it: those valid, else the last before, else the next.

    `since`/`until`: bounds of that state, until exclusive. `valid_again_from`: a closed code that returns later.
    """

    on: date
    status: Status
    entries: tuple[Entry, ...]
    replaced_by: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    valid_again_from: date | None = None


def answer_on(on: date, entries: Iterable[Entry]) -> Answer | None:
    """What the lines of one code say of the day; None when there are no lines at all."""
    lines = sorted(entries, key=_chronological)
    if not lines:
        return None
    if valid := [line for line in lines if line.is_valid_on(on)]:
        return Answer(on, "valid", tuple(valid), since=_latest_start(valid), until=_earliest_end(valid))
    readable = [line for line in lines if not line.is_inverted]
    ended = [line for line in readable if line.valid_until and line.valid_until <= on]
    coming = [line for line in readable if line.valid_from and line.valid_from > on]
    next_start = min((line.valid_from for line in coming if line.valid_from), default=None)
    if ended:
        return _ended(on, ended, next_start)
    if coming:
        return Answer(
            on, "not_yet_valid", tuple(line for line in coming if line.valid_from == next_start), until=next_start
        )
    return Answer(on, "unreadable_period", tuple(lines))


def _ended(on: date, ended: list[Entry], next_start: date | None) -> Answer:
    end = max(line.valid_until for line in ended if line.valid_until)
    last = tuple(line for line in ended if line.valid_until == end)
    successors = tuple(dict.fromkeys(code for line in last for code in line.replaced_by))
    status: Status = "replaced" if successors else "closed"
    return Answer(on, status, last, successors, since=end, until=next_start, valid_again_from=next_start)


def _chronological(entry: Entry) -> tuple[date, str]:
    return entry.valid_from or date.min, entry.variant


def _latest_start(entries: list[Entry]) -> date | None:
    return max((entry.valid_from for entry in entries if entry.valid_from), default=None)


def _earliest_end(entries: list[Entry]) -> date | None:
    return min((entry.valid_until for entry in entries if entry.valid_until), default=None)


def damage_of(entry: Entry) -> tuple[str, ...]:
    """Every defect of the line that can be seen from the line itself, with those already declared."""
    found = set(entry.damage) & set(DAMAGES)
    if any(REPLACEMENT in text for text in texts_of(entry)):
        found.add(DAMAGED_LABEL)
    if entry.is_inverted:
        found.add(INVERTED_DATES)
    return tuple(sorted(found))


def texts_of(entry: Entry) -> Iterable[str]:
    yield entry.code
    for texts in (entry.labels, entry.short):
        yield from texts.values()
    for value in entry.extra.values():
        yield from value.values() if isinstance(value, dict) else (value,)


_WORDS = re.compile(r"[^\W\d_]{3,40}")


def words_of(entry: Entry) -> set[str]:
    """The folded words of its labels and abbreviations, numbers left out: what a mistyped word may have meant."""
    texts = (entry.variant, *entry.labels.values(), *entry.short.values())
    return {word for text in texts for word in _WORDS.findall(folded(text))}


def search_text(entry: Entry) -> str:
    """What a search looks through: the code, the variant, every label and abbreviation, each once."""
    parts = (entry.code, entry.variant, *entry.labels.values(), *entry.short.values())
    return " | ".join(dict.fromkeys(folded(part) for part in parts if part))
