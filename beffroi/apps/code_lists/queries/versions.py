"""The versions of a list, and their lines as plain entries."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from beffroi.apps.code_lists.models import Code, CodeList, ListVersion
from beffroi.apps.code_lists.rules.checks import Finding, findings
from beffroi.apps.code_lists.rules.difference import Change, difference
from beffroi.apps.code_lists.rules.entries import Entry, answer_on
from beffroi.apps.code_lists.rules.text import folded
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import NotVisible

FIELDS = (
    "code",
    "variant",
    "valid_from",
    "valid_until",
    "parent",
    "labels",
    "short",
    "extra",
    "replaced_by",
    "damage",
)


def as_entries(rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
    """`rows`: values in the order of `FIELDS`."""
    return [_entry(*row) for row in rows]


def _entry(*values: Any) -> Entry:
    *plain, successors, damage = values
    code, variant, start, end, parent, labels, short, extra = plain
    return Entry(code, variant, start, end, parent, labels, short, extra, tuple(successors), tuple(damage))


def entries_of(version: ListVersion, *, on: date | None = None) -> list[Entry]:
    """The lines of a version in its own order; with `on`, those valid on that day."""
    codes = Code.objects.filter(version=version)
    if on is not None:
        codes = codes.exclude(valid_from__gt=on).exclude(valid_until__lte=on)
    return as_entries(codes.order_by("position").values_list(*FIELDS))


def list_called(key: str) -> CodeList:
    """With its current version. Raises `NotVisible`."""
    found = CodeList.objects.select_related("current_version").filter(key=key).first()
    if found is None:
        raise NotVisible("unknown_list")
    return found


def current_version(code_list: CodeList) -> ListVersion:
    """Raises `NotVisible` when every version was withdrawn."""
    if code_list.current_version is None:
        raise NotVisible("no_version")
    return code_list.current_version


def version_called(code_list: CodeList, label: str, by: Actor) -> ListVersion:
    """A version `by` may see; the current one for an empty label. Raises `NotVisible`."""
    if not label:
        return current_version(code_list)
    found = ListVersion.visible_to(by).filter(code_list=code_list, label=label).first()
    if found is None:
        raise NotVisible("unknown_version")
    return found


def versions_of(code_list: CodeList, by: Actor) -> Sequence[ListVersion]:
    """Newest first."""
    return list(ListVersion.visible_to(by).filter(code_list=code_list).order_by("-proposed_at", "-pk"))


def changes_between(before: ListVersion | None, after: ListVersion) -> list[Change]:
    return difference(entries_of(before) if before else [], entries_of(after))


def findings_in(version: ListVersion, current: ListVersion | None) -> list[Finding]:
    return findings(entries_of(version), entries_of(current) if current else [])


def versions_at_work(by: Actor) -> Sequence[ListVersion]:
    """Those that wait for somebody's hand, oldest first."""
    waiting = ListVersion.visible_to(by).filter(state__in=("draft", "submitted"))
    return list(waiting.select_related("code_list", "code_list__current_version").order_by("proposed_at"))


def lines_above(version: ListVersion, code: str, on: date) -> list[Entry]:
    """The code itself and everything above it, from the top; each as on the day. A circle ends the walk."""
    found: list[Entry] = []
    seen: set[str] = set()
    while code and code not in seen and len(found) < 8:
        seen.add(code)
        rows = Code.objects.filter(version=version, code_folded=folded(code), code=code).values_list(*FIELDS)
        answered = answer_on(on, as_entries(rows))
        if answered is None:
            break
        found.insert(0, answered.entries[0])
        code = answered.entries[0].parent
    return found
