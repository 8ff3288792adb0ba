"""The calendar's pages, the secret feed of each person, the days of an organisation."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting
from beffroi.kernel.errors import BadRequest, Conflict, NotVisible
from beffroi.kernel.http.security import no_store
from beffroi.portal.asked import Asked
from beffroi.portal.calendar import actions, permissions, queries
from beffroi.portal.calendar.drawing import drawn, period
from beffroi.portal.calendar.forms import DayForm, ViewForm
from beffroi.portal.calendar.icalendar import icalendar
from beffroi.portal.kept_pages import same_for_visitors
from beffroi.ui.page import Link

_BACK, _AHEAD = timedelta(days=60), timedelta(days=550)  # what a feed tells


@require_safe
@same_for_visitors
def calendar(request: Asked) -> HttpResponse:
    form = ViewForm(request.GET)
    found = queries.occasions(request.actor, *period(form.shape, form.day), form.kinds)
    context = {
        "form": form,
        "shape": form.shape,
        "may_set_days": permissions.may_set_days(request.actor).allowed,
        "breadcrumb": [Link(_("Calendar"), request.path)],
        **drawn(form, found),
    }
    return render(request, "portal_calendar/calendar.html", context)


@no_store
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: Asked) -> HttpResponse:
    """The secret address stands on the answer to the POST, and nowhere else."""
    permissions.may_have_feed(request.actor).enforce()
    context: dict[str, Any] = {"breadcrumb": _breadcrumb(Link(_("My calendar elsewhere"), request.path))}
    if request.method == "POST":
        token = actions.open_feed(language=get_language() or "fr", by=request.actor)
        context["address"] = settings.PORTAL_ORIGIN + reverse("portal_protocol:calendar_feed", args=[token])
    context["found"] = queries.feed_of(request.actor)
    return render(request, "portal_calendar/feed.html", context)


@require_POST
def end_feed(request: Asked) -> HttpResponse:
    actions.end_feed(by=request.actor)
    messages.success(request, _("The secret address no longer works."))
    return redirect("portal:calendar_feed")


@require_safe
def fetched(request: Asked, token: str) -> HttpResponse:
    """A calendar program, without session: who knows the address is answered as its owner, by the rights held today."""
    owner = queries.feed_owner(token)
    if owner is None:
        raise NotVisible("not_found")
    answer = HttpResponse(_fetched(owner), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


@no_store
@require_http_methods(["GET", "HEAD", "POST"])
def own_days(request: Asked) -> HttpResponse:
    permissions.may_set_days(request.actor).enforce()
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        return redirect("portal:own_days")
    context = {
        "form": form,
        "days": queries.organisation_days(request.actor, clock.today()),
        "breadcrumb": _breadcrumb(Link(_("Days of our organisation"), request.path)),
    }
    return render(request, "portal_calendar/own_days.html", context)


@require_POST
def remove_day(request: Asked) -> HttpResponse:
    permissions.may_set_days(request.actor).enforce()
    on = ViewForm({"on": request.POST.get("on", "")}).given("on")
    if on is None:
        raise BadRequest("malformed_request")
    actions.remove_day(on=on, by=request.actor)
    messages.success(request, _("The day is removed."))
    return redirect("portal:own_days")


def _added(request: Asked, form: DayForm) -> bool:
    given, name = form.cleaned_data, form.localized(get_language() or "fr")
    try:
        actions.add_day(on=given["on"], name=name, is_closed=given["is_closed"], by=request.actor)
    except Conflict:
        form.add_error("on", _("Your organisation already has a day of its own on that date. Remove it first."))
        return False
    messages.success(request, _("The day stands in the calendar of your organisation."))
    return True


def _fetched(owner: queries.FeedOwner) -> bytes:
    person = Actor(person_id=owner.account_id, organisation_id=owner.workplace_id, language=owner.language)
    today = clock.today()
    with acting(replace(person, organisation_id=None)):
        actor = queries.actor_of_feed(owner, person)
    with acting(actor), translation.override(owner.language):
        found = queries.occasions(actor, today - _BACK, today + _AHEAD)
        return icalendar(_("Calendar of the portal"), found, origin=settings.PORTAL_ORIGIN, now=clock.now())


def _breadcrumb(here: Link) -> list[Link]:
    return [Link(_("Calendar"), reverse("portal:calendar")), here]
