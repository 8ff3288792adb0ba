"""Saving while one types, the list of one's drafts, discarding."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beffroi.kernel import clock
from beffroi.kernel.drafts import actions, queries
from beffroi.kernel.drafts.http import nothing_lost
from beffroi.kernel.drafts.keeping import FORM, OBJECT, OBJECT_VERSION, seen_version
from beffroi.kernel.drafts.kinds import called
from beffroi.kernel.http.errors import wants_json
from beffroi.kernel.http.limits import accepts_up_to, may_repeat
from beffroi.kernel.http.request import Request
from beffroi.kernel.http.security import no_store

_WITH_A_FILE = 6 * 1024 * 1024  # bytes; without JavaScript a chosen file comes along, and is not looked at


@accepts_up_to(_WITH_A_FILE)
@may_repeat("*")
@require_POST
@nothing_lost
def save(request: Request) -> HttpResponse:
    """From the page's script (JSON: version, time), or from the button « Keep and continue later »."""
    posted = request.POST
    kind, about = called(posted.get(FORM, "")), posted.get(OBJECT, "")
    fields = kind.worth_keeping(posted.lists())
    began_on, seen = posted.get(OBJECT_VERSION, ""), seen_version(posted)
    version = actions.save(kind=kind, object=about, fields=fields, seen=seen, object_version=began_on, by=request.actor)
    if wants_json(request):
        return JsonResponse({"version": version, "saved_at": time_format(localtime(clock.now()), "H:i")})
    messages.success(request, _("Your draft is kept. Only you can read it."))
    return redirect(kind.address(about))


@require_POST
@no_store
def discard(request: Request) -> HttpResponse:
    kind, about = called(request.POST.get(FORM, "")), request.POST.get(OBJECT, "")
    actions.discard(kind=kind, object=about, by=request.actor)
    messages.success(request, _("The draft is discarded."))
    return redirect(reverse("drafts:own") if request.POST.get("from") == "list" else kind.address(about))


@require_safe
@no_store
def own(request: Request) -> HttpResponse:
    actions.may_keep_drafts(request.actor).enforce()
    return render(request, "drafts/own.html", {"drafts": queries.all_kept(request.actor)})
