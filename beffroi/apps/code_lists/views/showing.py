"""What the reading pages show, worked out before the template."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.apps.code_lists.forms import SearchForm
from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.queries.catalogue import Catalogue
from beffroi.apps.code_lists.queries.codes import linked
from beffroi.apps.code_lists.queries.search import Question, Result, search
from beffroi.apps.code_lists.queries.versions import lines_above
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.formats import FORMATS
from beffroi.apps.code_lists.views.addresses import home_address, home_link, list_address, list_link
from beffroi.apps.code_lists.views.rows import label_of, result_rows, slice_of, written
from beffroi.kernel import clock
from beffroi.kernel.localized import Localized
from beffroi.ui.page import Link
from beffroi.ui.parts import File


@dataclass(frozen=True, slots=True)
class ListRow:
    title: str
    description: str
    url: str
    annex: int | None
    owner: str
    count: int
    version: str


def list_rows(found: Catalogue, language: str) -> list[ListRow]:
    return [
        ListRow(
            title=each.title.in_language(language).value,
            description=each.description.in_language(language).value,
            url=list_address(each.key),
            annex=each.annex,
            owner=each.owner_name.in_language(language).value,
            count=each.current_version.entry_count if each.current_version else 0,
            version=each.current_version.label if each.current_version else "",
        )
        for each in found.lists
    ]


def all_lists(form: SearchForm, found: Catalogue, language: str, *, may_publish: bool) -> dict[str, Any]:
    """The catalogue, with the search over all lists above it."""
    home = home_address()
    chosen = form.given("owner") or ""
    every = Link(_("All (%(count)s)") % {"count": found.total}, home, is_current=not chosen)
    owners = [
        Link(
            f"{Localized(names).in_language(language).value} ({count})", f"{home}?owner={key}", is_current=key == chosen
        )
        for key, names, count in found.owners
    ]
    return {
        **_asked(form, form.question(language=language)),
        "breadcrumb": [home_link()],
        "action": home,
        "lists": list_rows(found, language),
        "owners": [every, *owners],
        "may_publish": may_publish,
        "api_url": "/api/v1/code-lists",
        "openapi_url": "/api/v1/openapi.json",
        "explain_url": reverse("code_lists:explain"),
        "publication_url": reverse("code_lists:publication"),
    }


def found_by(question: Question) -> Result:
    """A page after the last one (a bookmark of yesterday) shows the last."""
    result = search(question)
    if not result.hits and result.total:
        result = search(replace(question, page=result.page_count))
    return result


def search_everywhere(form: SearchForm, language: str) -> dict[str, Any]:
    question = form.question(language=language)
    result = found_by(question)
    return {
        **_results(form, result, {}, None, ""),
        "breadcrumb": [home_link(), Link(_("Search"), "")],
        "action": home_address(),
    }


def search_in(code_list: CodeList, version: ListVersion, form: SearchForm, language: str) -> dict[str, Any]:
    question = form.question(version=version, language=language)
    result = found_by(question)
    named = linked(code_list, (hit.entry for hit in result.hits), question.on)
    is_current = version.pk == code_list.current_version_id
    trail = _trail(version, question, language)
    return {
        **_results(form, result, named, code_list, "" if is_current else version.label),
        "breadcrumb": [home_link(), list_link(code_list, language), *trail],
        "orders": _orders(form),
        "code_list": code_list,
        "title": code_list.title.in_language(language),
        "version": version,
        "is_current": is_current,
        "files": files_of(code_list, version, question if form.given("on") else None, is_current),
        "action": list_address(code_list.key),
        "parent": question.parent or "",
    }


def _trail(version: ListVersion, question: Question, language: str) -> list[Link]:
    """The codes above, when the list is narrowed to what hangs under one of them."""
    if not question.parent:
        return []
    key = version.code_list.key
    above = lines_above(version, question.parent, question.on)
    return [
        Link(
            f"{line.code} {label_of(line, language)[0]}",
            f"{reverse('code_lists:list', args=[key])}?{urlencode({'parent': line.code})}",
        )
        for line in above
    ]


def _results(
    form: SearchForm, result: Result, named: Mapping[tuple[str, str], Entry], code_list: CodeList | None, version: str
) -> dict[str, Any]:
    question = result.question
    links = code_list.links if code_list else {}
    return {
        **_asked(form, question),
        "result": result,
        "rows": result_rows(result, links, named, version=version),
        "everywhere": code_list is None,
        "has_links": bool(links),
        "slice": slice_of(result),
        "corrected": " ".join(result.corrected),
        "named_lists": [
            Link(Localized(titles).in_language(question.language).value, list_address(key))
            for key, titles in result.lists
        ],
        "not_shown": _not_shown(result.closed, question.on) if result.closed and not result.shows_closed else "",
        "with_closed_url": _address("", {**_given(form), "closed": "1"}) if result.closed else "",
        "everywhere_url": "" if result.hits else _address(home_address(), {"q": question.text}),
    }


def _not_shown(count: int, on: date) -> str:
    sentence = ngettext(
        "%(counter)s more is not valid on %(day)s.", "%(counter)s more are not valid on %(day)s.", count
    )
    return sentence % {"counter": count, "day": written(on)}


def _asked(form: SearchForm, question: Question) -> dict[str, Any]:
    """What the search form shows again."""
    return {
        "question": question,
        "day": written(question.on),
        "day_typed": question.on.isoformat(),
        "parent": "",
        "version": None,
        "is_today": question.on == clock.today(),
        "date_errors": form.errors.get("on", []),
        "sort": form.given("sort") or "",
    }


def _given(form: SearchForm) -> dict[str, str]:
    """The parameters as they were typed, but for the page: another question starts at its first."""
    return {name: str(form.data[name]) for name in form.fields if form.data.get(name) and name != "page"}


def _orders(form: SearchForm) -> list[Link]:
    chosen = form.given("sort") or ""
    words = {
        "": _("Best first") if form.given("q") else _("In the order of the list"),
        "code": _("By code"),
        "label": _("By label"),
        "valid_from": _("Newest first"),
    }
    return [
        Link(word, _address("", {**_given(form), "sort": order}) or "?", is_current=order == chosen)
        for order, word in words.items()
    ]


def files_of(code_list: CodeList, version: ListVersion, question: Question | None, is_current: bool) -> list[File]:
    """The exports; of the day asked, when one was asked."""
    asked = {"on": question.on.isoformat()} if question else {}
    asked |= {} if is_current else {"version": version.label}
    start = f"/api/v1/code-lists/{code_list.key}/export."
    found = [
        File(each.name, _address(start + each.extension, asked), each.extension.upper()) for each in FORMATS.values()
    ]
    sheet = _address(start + "csv", asked | {"layout": "spreadsheet"})
    return [found[0], File(_("CSV for a spreadsheet"), sheet, "CSV"), *found[1:]]


def _address(path: str, asked: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
