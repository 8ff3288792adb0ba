"""The addresses of the API. Parameters are read by hand so that every mistake gets the house's own answer."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from ninja.params.functions import Query
from pydantic import WithJsonSchema

from beffroi.apps.code_lists.api import answers
from beffroi.apps.code_lists.api.caching import etag_of, not_modified, opened
from beffroi.apps.code_lists.api.parameters import (
    LARGEST_PAGE,
    LAST_PAGE,
    choice,
    day,
    language_of,
    refuse_unknown,
    whole_number,
    words_of,
)
from beffroi.apps.code_lists.api.presenting import (
    change_answer,
    code_answer,
    entry_answer,
    head_of,
    list_answer,
    version_answer,
)
from beffroi.apps.code_lists.queries import codes as code_queries
from beffroi.apps.code_lists.queries import versions as version_queries
from beffroi.apps.code_lists.queries.catalogue import catalogue
from beffroi.apps.code_lists.queries.search import Question, search
from beffroi.apps.code_lists.rules.difference import counts
from beffroi.apps.code_lists.rules.entries import Entry, answer_on
from beffroi.apps.code_lists.rules.formats import FORMATS
from beffroi.apps.code_lists.rules.text import code_in
from beffroi.kernel.actor import NOBODY
from beffroi.kernel.errors import NotVisible
from beffroi.kernel.localized import LANGUAGES

router = Router(tags=["code-lists"])

Language = Annotated[str, WithJsonSchema({"type": "string", "enum": list(LANGUAGES)})]
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Number = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1})]

LANGUAGE = Query("", description="Language of label, title, message and errors; default what the request prefers")
ON = Query("", description="The day meant, year-month-day; default today in Belgium")
VERSION = Query("", description="Label of a version; default the current one")
PAGE = Query("", description="Page, from 1")

PAGE_SIZE = Query("", description="1 to 500, default 100")
WORDS = Query("", description="Words of the code or of a label, in any language; typing mistakes are forgiven")
PARENT = Query("", description="Only codes directly under this one")
CLOSED = Query("", description="1: also codes not valid on that day")
ONLY_ON = Query("", description="Only what is valid on that day; default all dates")
LAYOUT = Query("", description="spreadsheet: CSV with semicolons and a byte-order mark")


@router.get("", response=answers.ListsAnswer, summary="All lists")
def lists(request: HttpRequest, response: HttpResponse, q: str = "", owner: str = "", lang: Language = LANGUAGE) -> Any:
    refuse_unknown(request, "q", "owner")
    language = language_of(request)
    found = catalogue(text=q, owner=owner)
    opened(response)
    return {"lists": [list_answer(each, language) for each in found.lists], "total": len(found.lists)}


@router.get("/{key}", response=answers.ListAnswer, summary="One list")
def one_list(request: HttpRequest, response: HttpResponse, key: str, lang: Language = LANGUAGE) -> Any:
    refuse_unknown(request)
    language = language_of(request)
    code_list = version_queries.list_called(key)
    version = version_queries.current_version(code_list)
    etag = etag_of(version.pk, version.checksum, language)
    if unchanged := not_modified(request, etag, version.published_at):
        return unchanged
    opened(response, etag, version.published_at)
    return list_answer(code_list, language)


@router.get("/{key}/codes", response=answers.CodesAnswer, summary="Codes of a list: search, children, all of a day")
def codes(
    request: HttpRequest,
    response: HttpResponse,
    key: str,
    q: str = WORDS,
    on: Day = ON,
    parent: str = PARENT,
    closed: str = CLOSED,
    version: str = VERSION,
    page: Number = PAGE,
    page_size: Number = PAGE_SIZE,
    lang: Language = LANGUAGE,
) -> Any:
    refuse_unknown(request, "q", "on", "parent", "closed", "version", "page", "page_size")
    language = language_of(request)
    code_list = version_queries.list_called(key)
    chosen = version_queries.version_called(code_list, version, NOBODY)
    question = Question(
        on=day(on),
        text=words_of(q),
        version_id=chosen.pk,
        parent=parent or None,
        with_closed=choice(closed, "closed"),
        language=language,
        page=whole_number(request, "page", default=1, most=LAST_PAGE),
        page_size=whole_number(request, "page_size", default=100, most=LARGEST_PAGE),
    )
    etag = etag_of(chosen.pk, chosen.checksum, question)
    if unchanged := not_modified(request, etag, None):
        return unchanged
    result = search(question)
    opened(response, etag)
    return {
        "list": code_list.key,
        "version": chosen.label,
        "on": question.on,
        "total": result.total,
        "page": question.page,
        "pages": result.page_count,
        "corrected": " ".join(result.corrected),
        "codes": [entry_answer(hit.entry) for hit in result.hits],
        "links": head_of(code_list, chosen).links,
    }


@router.get("/{key}/codes/{path:code}", response=answers.CodeAnswer, summary="What a code is on a day")
def one_code(
    request: HttpRequest,
    response: HttpResponse,
    key: str,
    code: str,
    on: Day = ON,
    version: str = VERSION,
    lang: Language = LANGUAGE,
) -> Any:
    """A code that ended answers 200 with its status and, where one took its place, `replaced_by`.
    In the path, characters other than letters, digits, `.`, `_` and `-` may be written `~` and two hexadecimals."""
    refuse_unknown(request, "on", "version")
    language, asked = language_of(request), day(on)
    chosen, lines = _version_and_lines(key, version, code_in(code))
    etag = etag_of(chosen.version_id, chosen.checksum, code, asked, language)
    if unchanged := not_modified(request, etag, chosen.published_at):
        return unchanged
    answer = answer_on(asked, lines)
    if answer is None:
        raise NotVisible("unknown_code")
    # Asked by programs for each file they treat: written as it is, without the detour by the schema that describes it.
    return opened(JsonResponse(code_answer(key, chosen.label, answer, language)), etag, chosen.published_at)


def _version_and_lines(key: str, version: str, code: str) -> tuple[code_queries.InForce, list[Entry]]:
    if not version:
        return code_queries.lines_in_force(key, code)
    chosen = version_queries.version_called(version_queries.list_called(key), version, NOBODY)
    about = code_queries.InForce(chosen.pk, chosen.label, chosen.checksum, chosen.published_at)
    return about, code_queries.lines_of(chosen, code)


@router.get("/{key}/versions", response=answers.VersionsAnswer, summary="Versions of a list, newest first")
def versions(request: HttpRequest, response: HttpResponse, key: str, lang: Language = LANGUAGE) -> Any:
    refuse_unknown(request)
    language_of(request)
    code_list = version_queries.list_called(key)
    opened(response)
    found = version_queries.versions_of(code_list, NOBODY)
    return {"list": key, "versions": [version_answer(each, code_list) for each in found]}


@router.get(
    "/{key}/versions/{path:before}/diff/{path:after}",
    response=answers.DifferenceAnswer,
    summary="What changed between two",
)
def difference(
    request: HttpRequest,
    response: HttpResponse,
    key: str,
    before: str,
    after: str,
    page: Number = PAGE,
    lang: Language = LANGUAGE,
) -> Any:
    refuse_unknown(request, "page")
    language_of(request)
    code_list = version_queries.list_called(key)
    first, second = (version_queries.version_called(code_list, code_in(label), NOBODY) for label in (before, after))
    number = whole_number(request, "page", default=1, most=LAST_PAGE)
    changes = version_queries.changes_between(first, second)
    shown = changes[(number - 1) * LARGEST_PAGE : number * LARGEST_PAGE]
    opened(response, etag_of(first.checksum, second.checksum, number))
    return {
        "list": key,
        "before": first.label,
        "after": second.label,
        "counts": counts(changes),
        "changes": [change_answer(change) for change in shown],
        "total": len(changes),
        "page": number,
        "pages": max(1, -(-len(changes) // LARGEST_PAGE)),
    }


@router.get("/{key}/export.{extension}", response={200: None}, summary="A whole list: csv, json, xlsx, ttl, gc.xml")
def export(
    request: HttpRequest,
    key: str,
    extension: str,
    on: Day = ONLY_ON,
    version: str = VERSION,
    layout: str = LAYOUT,
    lang: Language = LANGUAGE,
) -> HttpResponse:
    refuse_unknown(request, "on", "version", "layout")
    language_of(request)
    written = FORMATS.get(extension)
    if written is None:
        raise NotVisible("bad_format")
    asked = day(on) if on else None
    code_list = version_queries.list_called(key)
    chosen = version_queries.version_called(code_list, version, NOBODY)
    head = head_of(code_list, chosen, on=asked, for_spreadsheet=layout == "spreadsheet").head
    etag = etag_of(chosen.pk, chosen.checksum, extension, asked, layout, settings.PORTAL_ORIGIN)
    if unchanged := not_modified(request, etag, chosen.published_at):
        return unchanged
    lines = version_queries.entries_of(chosen, on=asked)
    response = HttpResponse(b"".join(written.write(head, lines)), content_type=written.media_type)
    response["Content-Disposition"] = f'attachment; filename="{head.file_name(extension)}"'
    return opened(response, etag, chosen.published_at)
