"""Audience → sector → applications, and the person's own selection."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beffroi.apps.access import public as access
from beffroi.kernel import clock
from beffroi.kernel.drafts.queries import all_kept
from beffroi.kernel.errors import NotVisible
from beffroi.portal import queries
from beffroi.portal.announcements.drawn import drawn_announcements
from beffroi.portal.asked import Asked
from beffroi.portal.catalogue.snapshot import Sector
from beffroi.portal.kept_pages import same_for_visitors
from beffroi.portal.queries import PersonalTiles
from beffroi.portal.rules.search import matches
from beffroi.portal.tiles import NO_CONTACTS, Reader, StatedApplication, drawn, stated, words
from beffroi.ui.page import Link


@require_safe
@same_for_visitors
def home(request: Asked) -> HttpResponse:
    catalogue = queries.catalogue()
    personal = queries.personal_tiles(request.actor.person_id)
    context = {"audiences": catalogue.audiences, **_own_selection(request, personal)}
    context["drafts"] = all_kept(request.actor)
    return render(request, "portal/home.html", context)


@require_safe
@same_for_visitors
def audience(request: Asked, audience: str) -> HttpResponse:
    found = queries.catalogue().audience(audience)
    if found is None:
        raise NotVisible("not_found")
    return render(request, "portal/audience.html", {"audience": found})


@require_safe
@same_for_visitors
def sector(request: Asked, audience: str, sector: str) -> HttpResponse:
    catalogue = queries.catalogue()
    found = catalogue.sector(audience, sector)
    if found is None:
        raise NotVisible("not_found")
    announced = catalogue.announcements_of(found.code, clock.today(), request.actor.organisation_id)
    announcements = drawn_announcements(announced)
    context = {"sector": found, "announcements": announcements, "breadcrumb": [Link(words(found.name), request.path)]}
    return render(request, "portal/sector.html", {**context, **_tiles_of(request, found)})


@require_safe
def applications(request: Asked) -> HttpResponse:
    """All applications, narrowed by words and to those that are open."""
    query, only_open = request.GET.get("q", "").strip()[:200], request.GET.get("open") == "1"
    found = [each for each in queries.catalogue().applications.values() if matches(each, query)]
    known = [each for each in stated(found, request.actor) if each.state.is_open or not only_open]
    reader = _reader(request, known, queries.personal_tiles(request.actor.person_id))
    context = {"q": query, "only_open": only_open, "tiles": drawn(known, reader)}
    return render(request, "portal/applications.html", context)


def _tiles_of(request: Asked, sector: Sector) -> dict[str, Any]:
    known = stated(sector.applications, request.actor)
    reader = _reader(request, known, queries.personal_tiles(request.actor.person_id))
    return {"tiles": drawn(known, reader)}


def _own_selection(request: Asked, personal: PersonalTiles) -> dict[str, Any]:
    """Favourites in their order, then what was opened last and is no favourite."""
    everything = queries.known_catalogue().applications
    recent = [code for code, _ in personal.last_opened if code not in personal.favourites][:3]
    favourites = stated((everything[code] for code in personal.favourites if code in everything), request.actor)
    opened = stated((everything[code] for code in recent if code in everything), request.actor)
    reader = _reader(request, [*favourites, *opened], personal)
    return {"favourites": drawn(favourites, reader), "recent": drawn(opened, reader)}


def _reader(request: Asked, known: list[StatedApplication], personal: PersonalTiles) -> Reader:
    """Asks who grants rights only when a tile has to say so."""
    organisation = request.actor.organisation_id
    must_tell = organisation is not None and any(each.state.state == "no_right" for each in known)
    contacts = access.contacts_of(organisation) if organisation and must_tell else NO_CONTACTS
    return Reader(request.actor, request.get_full_path(), personal.favourites, contacts)
