"""The editors' pages: what is at work, writing with a draft kept, looking at it in four languages, publishing."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beffroi.kernel import clock
from beffroi.kernel.drafts.actions import discard
from beffroi.kernel.drafts.http import nothing_lost
from beffroi.kernel.drafts.keeping import keep
from beffroi.kernel.errors import BadRequest
from beffroi.kernel.http.security import no_store
from beffroi.kernel.localized import LANGUAGES, Localized
from beffroi.portal.announcements import actions, permissions, queries
from beffroi.portal.announcements.forms import ANNOUNCEMENT, AnnouncementForm, typed_before
from beffroi.portal.announcements.models import Announcement
from beffroi.portal.announcements.rules import standing
from beffroi.portal.announcements.states import VERBS
from beffroi.portal.announcements.words import DONE, LANGUAGE_NAMES, SEVERITIES, STANDINGS
from beffroi.portal.announcements.words import VERBS as VERB_WORDS
from beffroi.portal.asked import Asked
from beffroi.portal.tiles import words
from beffroi.ui.page import Link


@no_store
@require_safe
def at_work(request: Asked) -> HttpResponse:
    rows = [{"each": each, **_standing(each)} for each in queries.announcements_at_work(request.actor)]
    context = {"rows": rows, "breadcrumb": _breadcrumb(Link(_("Write and publish"), request.path))}
    return render(request, "portal_announcements/at_work.html", context)


@nothing_lost
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Asked) -> HttpResponse:
    permissions.may_write(request.actor).enforce()
    form = AnnouncementForm(request.POST or None, initial={"from_on": clock.today(), "severity": "info"})
    keep(form, ANNOUNCEMENT, request=request)
    if request.method == "POST" and form.is_valid():
        written = actions.write_announcement(content=form.content(), by=request.actor)
        discard(kind=ANNOUNCEMENT, object="", by=request.actor)
        return redirect("portal:announcement_at_work", id=written.id)
    return render(request, "portal_announcements/write.html", _page(form, Link(_("New announcement"), request.path)))


@nothing_lost
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: Asked, id: UUID) -> HttpResponse:
    found = queries.announcement_at_work(id, request.actor)
    permissions.may_revise(request.actor, found).enforce()
    form = AnnouncementForm(request.POST or None, initial=typed_before(found))
    keep(form, ANNOUNCEMENT, str(id), request=request, object_version=str(found.version))
    if request.method == "POST" and form.is_valid():
        _revised(request, id, form)
        return redirect("portal:announcement_at_work", id=id)
    context = _page(form, Link(words(found.title), request.path)) | {"version": found.version}
    return render(request, "portal_announcements/write.html", context)


@no_store
@require_safe
def preview(request: Asked, id: UUID) -> HttpResponse:
    """As readers of each language will see it."""
    found = queries.announcement_at_work(id, request.actor)
    context = {
        "each": found,
        "languages": [_in(language, found) for language in LANGUAGES],
        "severity": SEVERITIES[found.severity],
        "verbs": [(verb, VERB_WORDS[verb]) for verb in VERBS if permissions.may_move(request.actor, found, verb)],
        "may_revise": permissions.may_revise(request.actor, found).allowed,
        "breadcrumb": _breadcrumb(_at_work(), Link(words(found.title), request.path)),
        **_standing(found),
    }
    return render(request, "portal_announcements/preview.html", context)


@require_POST
def move(request: Asked, id: UUID) -> HttpResponse:
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        raise BadRequest("malformed_request")
    actions.move_announcement(id=id, verb=verb, by=request.actor)
    messages.success(request, str(DONE[verb]))
    return redirect("portal:announcement_at_work", id=id)


def _revised(request: Asked, id: UUID, form: AnnouncementForm) -> None:
    seen = request.POST.get("version", "")
    if not seen.isascii() or not seen.isdigit() or len(seen) > 9:
        raise BadRequest("malformed_request")
    actions.revise_announcement(id=id, content=form.content(), seen_version=int(seen), by=request.actor)
    discard(kind=ANNOUNCEMENT, object=str(id), by=request.actor)


def _in(language: str, found: Announcement) -> Mapping[str, object]:
    """`is_missing`: readers of that language are told so, and get `title` in the next best one."""
    title = found.title.in_language(language)
    body = found.body.get(title.language, "")
    return {
        "code": title.language,
        "name": LANGUAGE_NAMES[language],
        "title": title,
        "body": Localized({title.language: body}),
    }


def _standing(each: Announcement) -> Mapping[str, object]:
    tone, word = STANDINGS[standing(each.state, each.from_on, each.until_on, clock.today())]
    return {"tone": tone, "word": word}


def _page(form: AnnouncementForm, here: Link) -> dict[str, object]:
    return {"form": form, "version": 0, "breadcrumb": _breadcrumb(_at_work(), here)}


def _at_work() -> Link:
    return Link(_("Write and publish"), reverse("portal:announcements_at_work"))


def _breadcrumb(*links: Link) -> list[Link]:
    return [Link(_("Announcements"), reverse("portal:announcements")), *links]
