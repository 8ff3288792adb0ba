"""What the page of one code shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from beffroi.apps.code_lists.forms import SearchForm
from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.queries import codes
from beffroi.apps.code_lists.queries.sentences import sentence_for
from beffroi.apps.code_lists.rules.entries import Answer, Entry, answer_on
from beffroi.apps.code_lists.rules.text import path_of
from beffroi.apps.code_lists.views.addresses import code_address, home_link, list_link
from beffroi.apps.code_lists.views.rows import label_of, label_rows, period_of
from beffroi.kernel import clock
from beffroi.kernel.localized import Localized
from beffroi.ui.page import Link

LONGEST_HEADING = 80  # characters; a longer label stands under the heading
_TONES = {"valid": "success", "replaced": "warning", "not_yet_valid": "info", "closed": "neutral"}


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a code: `facts` are its own columns (name, value, link)."""

    variant: str
    label: str
    label_language: str
    period: str
    is_valid: bool
    damage: tuple[str, ...]
    successors: tuple[Link, ...]
    facts: tuple[tuple[str, str, str], ...]


def one_code(
    code_list: CodeList, version: ListVersion, lines: Sequence[Entry], form: SearchForm, language: str
) -> dict[str, Any]:
    question = form.question(version=version, language=language)
    answer = answer_on(question.on, lines)
    assert answer is not None  # there are lines
    around = codes.surroundings(version, lines, question.on)
    named = codes.linked(code_list, answer.entries, question.on)
    query = f"?{urlencode({'on': question.on.isoformat()})}" if form.given("on") else ""
    first = answer.entries[0]
    address = code_address(code_list.key, first.code)
    label = label_of(first, language)

    def related(entries: Sequence[Entry]) -> list[Link]:
        return [_code_link(code_list.key, entry, language, query) for entry in entries]

    return {
        "breadcrumb": [home_link(), list_link(code_list, language), *related(around.ancestors), Link(first.code, "")],
        "code_list": code_list,
        "version": version,
        "is_current": version.pk == code_list.current_version_id,
        "form": form,
        "question": question,
        "is_today": question.on == clock.today(),
        "date_errors": form.errors.get("on", []),
        "code": first.code,
        "label": label,
        "is_long": len(label[0]) > LONGEST_HEADING,
        "answer": answer,
        "tone": _TONES.get(answer.status, "danger"),
        "sentence": sentence_for(answer),
        "labels": label_rows(first) if len(answer.entries) == 1 else [],
        "lines": [_line_row(code_list, line, answer, named, language, query) for line in answer.entries],
        "history": [_line_row(code_list, line, answer, {}, language, query) for line in lines],
        "has_variants": any(line.variant for line in lines),
        "children": related(around.children),
        "replaces": related(around.replaces),
        "replaced_by": related(around.replaced_by),
        "before": code_address(code_list.key, around.before, query) if around.before else "",
        "before_code": around.before,
        "after": code_address(code_list.key, around.after, query) if around.after else "",
        "after_code": around.after,
        "permalink": f"{settings.PORTAL_ORIGIN}{address}?{urlencode({'on': question.on.isoformat()})}",
        "api_address": f"/api/v1/code-lists/{code_list.key}/codes/{path_of(first.code)}{query}",
        "list_address": reverse("code_lists:list", args=[code_list.key]),
    }


def _code_link(key: str, entry: Entry, language: str, query: str) -> Link:
    return Link(f"{entry.code} {label_of(entry, language)[0]}".strip(), code_address(key, entry.code, query))


def _line_row(
    code_list: CodeList,
    line: Entry,
    answer: Answer,
    named: Mapping[tuple[str, str], Entry],
    language: str,
    query: str,
) -> LineRow:
    label, label_language = label_of(line, language)
    return LineRow(
        variant=line.variant,
        label=label,
        label_language=label_language,
        period=period_of(line),
        is_valid=line.is_valid_on(answer.on),
        damage=line.damage,
        successors=tuple(Link(code, code_address(code_list.key, code, query)) for code in line.replaced_by),
        facts=tuple(_fact(code_list, name, value, named, language, query) for name, value in line.extra.items()),
    )


def _fact(
    code_list: CodeList,
    name: str,
    value: str | dict[str, str],
    named: Mapping[tuple[str, str], Entry],
    language: str,
    query: str,
) -> tuple[str, str, str]:
    heading = Localized(code_list.columns.get(name, {})).in_language(language).value or name
    if isinstance(value, dict):
        return heading, Localized(value).in_language(language).value, ""
    target = named.get((code_list.links.get(name, ""), value))
    if target is None:
        meaning = code_list.columns.get(name, {}).get("values", {}).get(value, {})
        return heading, Localized(meaning).in_language(language).value or value, ""
    return heading, f"{value} {label_of(target, language)[0]}", code_address(code_list.links[name], value, query)
