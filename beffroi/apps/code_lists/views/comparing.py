"""What the pages about versions show: the history of a list, and what changed between two."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from beffroi.apps.code_lists.forms import ComparisonForm
from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.permissions import may_propose
from beffroi.apps.code_lists.queries.versions import changes_between, versions_of
from beffroi.apps.code_lists.rules.difference import Change, counts
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.table import cells_of, guarded
from beffroi.apps.code_lists.views.addresses import code_address, home_link, list_link, version_address
from beffroi.apps.code_lists.views.rows import label_of, period_of
from beffroi.kernel.actor import Actor
from beffroi.ui.page import Link, Words

PAGE_SIZE = 100

KIND_WORDS: Mapping[str, tuple[str, Words]] = {
    "added": ("success", pgettext_lazy("code", "added")),
    "closed": ("neutral", pgettext_lazy("code", "closed")),
    "reopened": ("info", pgettext_lazy("code", "open again")),
    "relabelled": ("info", pgettext_lazy("code", "new label")),
    "changed": ("warning", pgettext_lazy("code", "changed")),
    "removed": ("danger", pgettext_lazy("code", "no longer there")),
}
STATE_WORDS: Mapping[str, tuple[str, Words]] = {
    "draft": ("neutral", gettext_lazy("Draft")),
    "submitted": ("info", gettext_lazy("Waits for approval")),
    "published": ("success", gettext_lazy("Published")),
    "withdrawn": ("danger", gettext_lazy("Withdrawn")),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """`before`/`after`: what each version says, one sentence a line; only where they differ."""

    url: str
    code: str
    variant: str
    kinds: tuple[tuple[str, Words], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def change_rows(key: str, changes: Sequence[Change], language: str) -> list[ChangeRow]:
    return [
        ChangeRow(
            url=code_address(key, change.code),
            code=change.code,
            variant=change.variant,
            kinds=tuple(KIND_WORDS[kind] for kind in change.kinds),
            before=_said(change.before, change.after, language),
            after=_said(change.after, change.before, language),
        )
        for change in changes
    ]


def _said(lines: Sequence[Entry], others: Sequence[Entry], language: str) -> tuple[str, ...]:
    return tuple(f"{label_of(line, language)[0]} ({period_of(line)})" for line in lines if line not in others)


@dataclass(frozen=True, slots=True)
class VersionRow:
    version: ListVersion
    url: str
    tone: str
    word: Words
    is_current: bool


def version_row(version: ListVersion, code_list: CodeList) -> VersionRow:
    version.code_list = code_list
    tone, word = STATE_WORDS[version.state]
    return VersionRow(version, version_address(version), tone, word, version.pk == code_list.current_version_id)


def all_versions(code_list: CodeList, by: Actor, language: str) -> dict[str, Any]:
    known = versions_of(code_list, by)
    return {
        "breadcrumb": [home_link(), list_link(code_list, language), Link(_("Versions"), "")],
        "code_list": code_list,
        "title": code_list.title.in_language(language),
        "rows": [version_row(version, code_list) for version in known],
        "may_propose": bool(may_propose(by)),
        "can_compare": len(known) > 1,
    }


def two_versions(
    code_list: CodeList, known: Sequence[ListVersion], form: ComparisonForm, asked: Mapping[str, str], language: str
) -> dict[str, Any]:
    chosen = _chosen(known, form.cleaned_data) if form.is_bound and form.is_valid() else None
    changes = changes_between(*chosen) if chosen else []
    slice = Paginator(changes, PAGE_SIZE).get_page(asked.get("page", "1"))
    return {
        "breadcrumb": [home_link(), list_link(code_list, language), Link(_("Difference of two versions"), "")],
        "code_list": code_list,
        "title": code_list.title.in_language(language),
        "form": form,
        "chosen": chosen,
        "counts": [(*KIND_WORDS[kind], count) for kind, count in counts(changes).items()],
        "slice": slice,
        "rows": change_rows(code_list.key, list(slice.object_list), language),
        "has_choice": len(known) > 1,
    }


def _chosen(known: Sequence[ListVersion], labels: Mapping[str, Any]) -> tuple[ListVersion, ListVersion] | None:
    by_label = {version.label: version for version in known}
    before, after = by_label.get(labels["before"]), by_label.get(labels["after"])
    return (before, after) if before and after else None


def as_csv(code_list: CodeList, known: Sequence[ListVersion], labels: Mapping[str, Any]) -> tuple[str, bytes]:
    """(file name, content): per code, kinds of change, and each differing cell before and after."""
    chosen = _chosen(known, labels)
    assert chosen is not None  # the form knows these labels only
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["code", "variant", "change", "column", "before", "after"])
    for change in changes_between(*chosen):
        for column, before, after in _differing_cells(change):
            cells = (change.code, change.variant, "|".join(change.kinds), column, before, after)
            writer.writerow([guarded(cell) for cell in cells])
    name = "_".join(label.replace("/", "-").replace(" ", "") for label in (code_list.key, *(v.label for v in chosen)))
    return f"{name}_difference.csv", buffer.getvalue().encode()


def _differing_cells(change: Change) -> list[tuple[str, str, str]]:
    before, after = _cells(change.before), _cells(change.after)
    return [
        (column, before.get(column, ""), after.get(column, ""))
        for column in dict.fromkeys((*before, *after))
        if before.get(column, "") != after.get(column, "") and column not in ("code", "variant")
    ] or [("", "", "")]


def _cells(lines: Sequence[Entry]) -> dict[str, str]:
    joined: dict[str, list[str]] = {}
    for line in lines:
        for column, value in cells_of(line).items():
            joined.setdefault(column, []).append(value)
    return {column: " || ".join(values) for column, values in joined.items()}
