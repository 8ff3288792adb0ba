"""The catalogue, a list, a code, versions and their difference: open to everybody, a GET that writes nothing."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beffroi.apps.code_lists.forms import ComparisonForm, SearchForm
from beffroi.apps.code_lists.permissions import may_publish_lists
from beffroi.apps.code_lists.queries import codes
from beffroi.apps.code_lists.queries import versions as version_queries
from beffroi.apps.code_lists.queries.catalogue import catalogue
from beffroi.apps.code_lists.rules.text import code_in
from beffroi.apps.code_lists.views import comparing, showing
from beffroi.apps.code_lists.views.asked import Asked, language
from beffroi.apps.code_lists.views.one_code import one_code
from beffroi.kernel.errors import BadRequest


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """With words, a search over all lists; without, the catalogue."""
    form = SearchForm(request.GET)
    if form.given("q"):
        return render(request, "code_lists/search.html", showing.search_everywhere(form, language()))
    found = catalogue(owner=form.given("owner") or "")
    may_publish = bool(may_publish_lists(cast("Asked", request).actor))
    return render(request, "code_lists/home.html", showing.all_lists(form, found, language(), may_publish=may_publish))


@require_safe
def code_list(request: HttpRequest, key: str) -> HttpResponse:
    form = SearchForm(request.GET)
    found = version_queries.list_called(key)
    version = version_queries.version_called(found, form.given("version") or "", cast("Asked", request).actor)
    return render(request, "code_lists/list.html", showing.search_in(found, version, form, language()))


@require_safe
def code(request: HttpRequest, key: str, code: str) -> HttpResponse:
    form = SearchForm(request.GET)
    found = version_queries.list_called(key)
    version = version_queries.version_called(found, form.given("version") or "", cast("Asked", request).actor)
    lines = codes.lines_of(version, code_in(code))
    return render(request, "code_lists/code.html", one_code(found, version, lines, form, language()))


@require_safe
def versions(request: HttpRequest, key: str) -> HttpResponse:
    found = version_queries.list_called(key)
    actor = cast("Asked", request).actor
    return render(request, "code_lists/versions.html", comparing.all_versions(found, actor, language()))


@require_safe
def difference(request: HttpRequest, key: str) -> HttpResponse:
    found = version_queries.list_called(key)
    known = version_queries.versions_of(found, cast("Asked", request).actor)
    form = ComparisonForm(request.GET or None, labels=[version.label for version in known])
    return render(
        request, "code_lists/difference.html", comparing.two_versions(found, known, form, request.GET, language())
    )


@require_safe
def difference_csv(request: HttpRequest, key: str) -> HttpResponse:
    found = version_queries.list_called(key)
    known = version_queries.versions_of(found, cast("Asked", request).actor)
    form = ComparisonForm(request.GET, labels=[version.label for version in known])
    if not form.is_valid() or not (form.cleaned_data["before"] and form.cleaned_data["after"]):
        raise BadRequest("bad_parameter", facts={"parameter": "before, after"})
    name, content = comparing.as_csv(found, known, form.cleaned_data)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
