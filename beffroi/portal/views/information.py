"""The administration's own texts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beffroi.kernel.errors import NotVisible
from beffroi.portal import queries
from beffroi.portal.asked import Asked
from beffroi.portal.kept_pages import same_for_visitors
from beffroi.portal.tiles import words
from beffroi.ui.page import Link


@require_safe
@same_for_visitors
def page(request: Asked, code: str) -> HttpResponse:
    found = queries.catalogue().pages.get(code)
    if found is None:
        raise NotVisible("not_found")
    breadcrumb = [Link(words(found.title), request.path)]
    return render(request, "portal/information.html", {"information": found, "breadcrumb": breadcrumb})
