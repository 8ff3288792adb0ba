"""What the pages of publication show."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.apps.code_lists import permissions
from beffroi.apps.code_lists.forms import ProposalForm, PublicationForm, WithdrawalForm
from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.queries import versions as version_queries
from beffroi.apps.code_lists.queries.catalogue import catalogue
from beffroi.apps.code_lists.rules.difference import counts
from beffroi.apps.code_lists.rules.table import Fault
from beffroi.apps.code_lists.states import SUBMITTED
from beffroi.apps.code_lists.views.addresses import home_link, list_link, version_address
from beffroi.apps.code_lists.views.asked import Asked
from beffroi.apps.code_lists.views.comparing import KIND_WORDS, change_rows, version_row
from beffroi.apps.code_lists.views.showing import list_rows
from beffroi.kernel.actor import Actor
from beffroi.ui.page import Link, Words

MOST_SHOWN = 200

_FAULTS: dict[str, Words] = {
    "not_utf8": gettext_lazy("The file is not UTF-8 text. Save it as “CSV UTF-8” and upload it again."),
    "not_text": gettext_lazy("There are control characters in the text."),
    "malformed_row": gettext_lazy("A quotation mark is not closed, or stands where it may not."),
    "column_missing": gettext_lazy("This column is missing."),
    "unknown_column": gettext_lazy("This column is not known. The columns are those of the CSV export."),
    "repeated_column": gettext_lazy("This column stands twice."),
    "more_cells_than_columns": gettext_lazy("The row has more cells than there are columns."),
    "code_missing": gettext_lazy("The code is missing."),
    "too_long": gettext_lazy("The text is too long for this column."),
    "not_a_date": gettext_lazy("This is not a date written year-month-day."),
    "ends_before_it_begins": gettext_lazy(
        "It ends before it begins. valid_until is the first day that no longer counts."
    ),
    "unknown_damage": gettext_lazy("This word is not known for a defect of the source."),
    "too_many_rows": gettext_lazy("There are more rows than a list may have."),
    "no_rows": gettext_lazy("There is not one code in this table."),
    "overlap": gettext_lazy("Two lines of this code cover the same days."),
    "unknown_parent": gettext_lazy("The code above it is not in the table."),
    "own_parent": gettext_lazy("The code stands under itself."),
    "unknown_successor": gettext_lazy("The code that replaces it is not in the table."),
    "nothing_changes": gettext_lazy("Nothing in this table differs from the version in force."),
}
_FINDINGS: dict[str, Words] = {
    **{reason: _FAULTS[reason] for reason in ("overlap", "unknown_parent", "own_parent", "unknown_successor")},
    "disappears": gettext_lazy("It was in the version in force and is not in this one: a code is closed, not removed."),
    "damaged": gettext_lazy("The line is damaged at its source and will be shown as such."),
    "no_label": gettext_lazy("It has no label in any language."),
}


def fault_sentence(fault: Fault) -> str:
    """« Row 12, column valid_from: this is not a date (31/12/2020). »"""
    row = _("Row %(row)s") % {"row": fault.row} if fault.row else ""
    place = ", ".join(part for part in (row, fault.column) if part)
    sentence = str(_FAULTS[fault.reason])
    if place:
        sentence = _("%(place)s: %(sentence)s") % {"place": place, "sentence": sentence}
    return f"{sentence} [{fault.value}]" if fault.value else sentence


def versions_at_work(by: Actor, language: str) -> dict[str, Any]:
    return {
        "breadcrumb": [home_link(), Link(_("Publication"), "")],
        "rows": [
            (version_row(version, version.code_list), version.code_list.title.in_language(language).value)
            for version in version_queries.versions_at_work(by)
        ],
        "lists": list_rows(catalogue(), language),
        "may_propose": bool(permissions.may_propose(by)),
    }


def proposal(code_list: CodeList, form: ProposalForm, language: str) -> dict[str, Any]:
    return {
        "breadcrumb": [home_link(), list_link(code_list, language), Link(_("Propose a version"), "")],
        "code_list": code_list,
        "title": code_list.title.in_language(language),
        "form": form,
        "export": f"/api/v1/code-lists/{code_list.key}/export.csv",
    }


def one_version(
    version: ListVersion, request: HttpRequest, language: str, *, withdrawal: WithdrawalForm | None = None
) -> dict[str, Any]:
    code_list, actor = version.code_list, cast("Asked", request).actor
    is_current = version.pk == code_list.current_version_id
    compared = version.based_on if is_current or version.published_at else code_list.current_version
    changes = version_queries.changes_between(compared, version) if compared else []
    found = version_queries.findings_in(version, compared) if not version.published_at else []
    return {
        "breadcrumb": [home_link(), list_link(code_list, language), Link(version.label, "")],
        "code_list": code_list,
        "title": code_list.title.in_language(language),
        "version": version,
        "row": version_row(version, code_list),
        "is_current": is_current,
        "compared": compared,
        "counts": [(*KIND_WORDS[kind], count) for kind, count in counts(changes).items()],
        "changes": change_rows(code_list.key, changes[:MOST_SHOWN], language),
        "change_count": len(changes),
        "findings": [(finding, _FINDINGS[finding.reason]) for finding in found[:MOST_SHOWN]],
        "finding_count": len(found),
        "has_errors": any(finding.is_error for finding in found),
        **_gestures(version, actor),
        "withdrawal": withdrawal or WithdrawalForm(),
        "publication": PublicationForm(initial={"seen_current": code_list.current_version_id}),
    }


def _gestures(version: ListVersion, by: Actor) -> dict[str, Any]:
    """What this person may do now, each with its address; and why he may not publish, where he might expect to."""
    may = {
        "submit": permissions.may_submit(by, version),
        "return": permissions.may_return(by, version),
        "publish": permissions.may_publish(by, version),
        "withdraw": permissions.may_withdraw(by, version),
    }
    return {
        "gestures": {verb: version_address(version, verb) for verb, verdict in may.items() if verdict},
        "needs_another": version.state == SUBMITTED and by.person_id in version.proposers,
        "at_work": bool(permissions.may_publish_lists(by)),
    }
