"""Reading announcements: all that concern one, one of them, as a feed, for services."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beffroi.kernel import clock
from beffroi.kernel.errors import NotVisible
from beffroi.portal import queries as portal
from beffroi.portal.announcements import actions, permissions
from beffroi.portal.announcements.drawn import address_of
from beffroi.portal.announcements.feed import Feed, atom
from beffroi.portal.announcements.queries import maintenance_windows, read_codes
from beffroi.portal.asked import Asked
from beffroi.portal.catalogue.snapshot import Announcement
from beffroi.portal.tiles import words
from beffroi.ui.page import Link


@require_safe
def announcements(request: Asked) -> HttpResponse:
    """All that are shown to this person today."""
    shown = portal.catalogue().announcements_for(request.actor.organisation_id, clock.today())
    read = read_codes(request.actor.person_id)
    context = {
        "rows": [{"each": each, "url": address_of(each), "is_read": each.code in read} for each in shown],
        "unread": sum(1 for each in shown if each.code not in read),
        "feeds": feeds(),
        "may_write": permissions.may_write(request.actor).allowed,
        "breadcrumb": [Link(_("Announcements"), request.path)],
    }
    return render(request, "portal_announcements/announcements.html", context)


@require_safe
def announcement(request: Asked, code: str) -> HttpResponse:
    found = _visible(request, code)
    context = {
        "each": found,
        "is_read": code in read_codes(request.actor.person_id),
        "missing": found.text.in_language(get_language() or "fr").is_missing,
        "breadcrumb": [
            Link(_("Announcements"), reverse("portal:announcements")),
            Link(words(found.text), request.path),
        ],
    }
    return render(request, "portal_announcements/announcement.html", context)


@require_POST
def mark_read(request: Asked, code: str) -> HttpResponse:
    actions.mark_read(code=_visible(request, code).code, by=request.actor)
    return redirect("portal:announcements")


@require_safe
def feed(request: Asked) -> HttpResponse:
    """Atom (RFC 4287) of what everybody may see. `?audience=` or `?sector=` narrows; unknown ones are not found."""
    found = _asked_feed(request)
    response = HttpResponse(atom(found), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def maintenance(request: Asked) -> JsonResponse:
    """The maintenance windows under way or within fourteen days, for services. Texts per language; instants in UTC."""
    windows = maintenance_windows(portal.catalogue().announcements, clock.now())
    response = JsonResponse({"windows": [_window(each) for each in windows]})
    response["Cache-Control"] = "public, max-age=60"
    return response


def feeds() -> list[Link]:
    """One for all, one for each sector here."""
    address = reverse("portal:announcement_feed")
    sectors = portal.known_catalogue().sectors.values()
    narrowed = [Link(words(sector.name), f"{address}?sector={sector.code}") for sector in sectors]
    return [Link(_("All announcements"), address), *narrowed]


def _asked_feed(request: Asked) -> Feed:
    catalogue, today = portal.catalogue(), clock.today()
    audience, sector = request.GET.get("audience", ""), request.GET.get("sector", "")
    if sector and sector in catalogue.sectors:
        place = catalogue.sectors[sector].name
        found = catalogue.announcements_of(sector, today)
    elif audience and (named := catalogue.audience(audience)) and not sector:
        place = named.name
        own = {"", *(each.code for each in named.sectors)}
        shown = catalogue.announcements_for(None, today)
        found = [each for each in shown if each.audience in {"", audience} and each.sector in own]
    elif audience or sector:
        raise NotVisible("not_found")
    else:
        place, found = None, catalogue.announcements_for(None, today)
    title = f"{_('Announcements')} – {words(place)}" if place else _("Announcements")
    return Feed(
        title=title,
        language=get_language() or "fr",
        address=settings.PORTAL_ORIGIN + request.get_full_path(),
        page=settings.PORTAL_ORIGIN + reverse("portal:announcements"),
        announcements=tuple(found),
    )


def _visible(request: Asked, code: str) -> Announcement:
    shown = portal.catalogue().announcements_for(request.actor.organisation_id, clock.today())
    found = next((each for each in shown if each.code == code), None)
    if found is None:
        raise NotVisible("not_found")
    return found


def _window(each: Announcement) -> dict[str, object]:
    begins, ends = each.maintenance or (None, None)
    return {
        "id": each.code,
        "from": begins.isoformat() if begins else "",
        "until": ends.isoformat() if ends else "",
        "severity": each.severity,
        "title": dict(each.text),
    }
