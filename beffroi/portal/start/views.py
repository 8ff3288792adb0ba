"""« My start page »: what concerns one person, on one page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beffroi.kernel.drafts.queries import all_kept
from beffroi.portal import queries
from beffroi.portal.addresses import sign_in_address
from beffroi.portal.asked import Asked
from beffroi.portal.start.news import since_last_visit
from beffroi.portal.start.offers import counters
from beffroi.portal.tiles import Reader, drawn, stated
from beffroi.ui.page import Link

RECENT = 6


@require_safe
def start(request: Asked) -> HttpResponse:
    if not request.actor.is_signed_in:
        return redirect("portal:organisations" if request.visit.is_recognised else sign_in_address(request.path))
    context = _applications(request) | {"since": since_last_visit(request.actor), "drafts": all_kept(request.actor)}
    context["breadcrumb"] = [Link(_("My start page"), request.path)]
    return render(request, "portal_start/start.html", context)


def _applications(request: Asked) -> dict[str, Any]:
    """Favourites in their order, those opened last beside them, and the counts of all that are open to him."""
    everything = queries.catalogue().applications
    personal = queries.personal_tiles(request.actor.person_id)
    known = {each.application.code: each for each in stated(everything.values(), request.actor)}
    recent = [code for code, _at in personal.last_opened if code not in personal.favourites][:RECENT]
    reader = Reader(request.actor, request.path, personal.favourites)
    return {
        "favourites": drawn((known[code] for code in personal.favourites if code in known), reader),
        "recent": drawn((known[code] for code in recent if code in known), reader),
        "counters": counters(request.actor, list(known.values())),
    }
