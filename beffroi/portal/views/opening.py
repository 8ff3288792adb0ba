"""Opening an application, being refused, asking for access, keeping favourites."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beffroi.apps.access import public as access
from beffroi.kernel.errors import BadRequest, NotVisible, Refused
from beffroi.kernel.http.errors import wants_json
from beffroi.portal import actions, queries
from beffroi.portal.addresses import next_of, sign_in_address
from beffroi.portal.asked import Asked
from beffroi.portal.catalogue.installed import is_installed
from beffroi.portal.catalogue.snapshot import Application
from beffroi.portal.rules.tiles import tile_state
from beffroi.portal.tiles import NO_CONTACTS, names_of_keys, needed_level, words
from beffroi.ui.page import Link


@require_safe
def application(request: Asked, code: str) -> HttpResponse:
    try:
        opening = actions.open_application(code=code, by=request.actor)
    except Refused as refusal:
        if refusal.reason == "sign_in":
            return _to_recognition(request)
        if wants_json(request):
            raise
        return render(request, "portal/refused.html", _refusal(request, code), status=403)
    return redirect(reverse(opening.url_name))


@require_safe
def access_page(request: Asked, code: str) -> HttpResponse:
    """How to ask for the right, with a text to copy. The request itself on the page comes with access management."""
    if not request.actor.is_signed_in:
        return _to_recognition(request)
    return render(request, "portal/access.html", _refusal(request, code))


@require_POST
def favourite(request: Asked, code: str) -> HttpResponse:
    actions.set_favourite(code=code, is_favourite=request.GET.get("on") != "0", by=request.actor)
    return redirect(next_of(request))


@require_safe
def favourites(request: Asked) -> HttpResponse:
    if not request.actor.is_signed_in:
        return _to_recognition(request)
    everything = queries.catalogue().applications
    codes = queries.personal_tiles(request.actor.person_id).favourites
    context = {"favourites": [everything[code] for code in codes if code in everything]}
    return render(request, "portal/favourites.html", context | {"breadcrumb": [Link(_("My favourites"), request.path)]})


@require_POST
def move_favourite(request: Asked, code: str) -> HttpResponse:
    direction = request.POST.get("direction")
    if direction == "up":
        actions.move_favourite(code=code, direction="up", by=request.actor)
    elif direction == "down":
        actions.move_favourite(code=code, direction="down", by=request.actor)
    else:
        raise BadRequest("malformed_request")
    return redirect("portal:favourites")


def _to_recognition(request: Asked) -> HttpResponse:
    """Who is recognised already, but has no account, would come back from the sign-in as he went: he is told so."""
    if request.visit.is_recognised:
        return redirect("portal:organisations")
    return redirect(sign_in_address(request.path))


def _refusal(request: Asked, code: str) -> dict[str, Any]:
    """What the refusal and the asking pages say: what, why, who can grant it, how to ask, under which reference."""
    application = _known(code)
    actor, place = request.actor, request.visit.workplace
    state = tile_state(application, actor, is_installed=is_installed(application))
    return {
        "application": application,
        "state": state,
        "place": place,
        "contacts": access.contacts_of(place.organisation_id) if place else NO_CONTACTS,
        "ended_on": access.ended_rights(actor).get(application.right),
        "keys": names_of_keys(state.keys),
        "stronger_key_url": sign_in_address(request.path, needed_level(application)),
        "reference": request.reference,
        "level": actor.level,
        "portal_origin": settings.PORTAL_ORIGIN,
        "breadcrumb": [Link(words(application.name), request.path)],
    }


def _known(code: str) -> Application:
    application = queries.catalogue().applications.get(code)
    if application is None:
        raise NotVisible("not_found")
    return application
