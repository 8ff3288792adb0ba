"""One box over everything the portal knows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beffroi.portal.asked import Asked
from beffroi.portal.search.queries import find
from beffroi.ui.page import Link

LONGEST = 200  # characters


@require_safe
def search(request: Asked) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:LONGEST]
    findings = find(query, get_language() or "fr", request.actor.organisation_id)
    context = {"q": query, "findings": findings, "breadcrumb": [Link(_("Search"), request.path)]}
    return render(request, "portal_search/search.html", context)
