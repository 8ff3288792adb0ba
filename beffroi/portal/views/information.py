"""The administration's own texts, and the calendar."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beffroi.kernel import clock
from beffroi.kernel.errors import NotVisible
from beffroi.portal import queries
from beffroi.portal.asked import Asked
from beffroi.portal.kept_pages import same_for_visitors
from beffroi.portal.rules.holidays import legal_holidays
from beffroi.portal.tiles import words
from beffroi.portal.words import HOLIDAYS
from beffroi.ui.page import Link


@require_safe
@same_for_visitors
def page(request: Asked, code: str) -> HttpResponse:
    found = queries.catalogue().pages.get(code)
    if found is None:
        raise NotVisible("not_found")
    breadcrumb = [Link(words(found.title), request.path)]
    return render(request, "portal/information.html", {"information": found, "breadcrumb": breadcrumb})


@require_safe
@same_for_visitors
def calendar(request: Asked) -> HttpResponse:
    today = clock.today()
    years = [
        (year, [(day, HOLIDAYS[code]) for day, code in legal_holidays(year)]) for year in (today.year, today.year + 1)
    ]
    shown = queries.catalogue().announcements_for(request.actor.organisation_id, today)
    context = {"today": today, "years": years, "announcements": shown}
    return render(request, "portal/calendar.html", context | {"breadcrumb": [Link(_("Calendar"), request.path)]})
