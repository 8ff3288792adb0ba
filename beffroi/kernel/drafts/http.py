"""A view that keeps drafts loses nothing: not when the session ended, not when another window was quicker."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beffroi.kernel.drafts.actions import Stale
from beffroi.kernel.drafts.keeping import FORM, OBJECT, VERSION
from beffroi.kernel.http.errors import wants_json
from beffroi.kernel.http.security import no_store

View = Callable[..., HttpResponse]


def nothing_lost(view: View) -> View:
    """Instead of an error page, one that holds what was posted and sends it again."""

    @no_store
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wants_json(request):
            return view(request, *args, **kwargs)
        if request.method == "POST" and not request.actor.is_signed_in:  # type: ignore[attr-defined]  # by middleware
            return _session_ended(request)
        try:
            return view(request, *args, **kwargs)
        except Stale as stale:
            return _both_versions(request, stale)

    return wrapped


def _session_ended(request: HttpRequest) -> HttpResponse:
    """Nothing is stored: there is nobody to store it for. The page itself holds the text until he is back."""
    posted = _values(request.POST.lists())
    context = {"posted": posted, "send_to": request.get_full_path(), "had_files": bool(request.FILES)}
    return render(request, "drafts/session_ended.html", context, status=403)


def _both_versions(request: HttpRequest, stale: Stale) -> HttpResponse:
    theirs, mine = stale.theirs, stale.mine
    kind = theirs.kind
    rows = [
        {
            "label": kind.label(name),
            "mine": kind.words(name, mine.get(name, [])),
            "theirs": kind.words(name, theirs.fields.get(name, [])),
            "differs": mine.get(name, []) != theirs.fields.get(name, []),
        }
        for name in dict.fromkeys([*mine, *theirs.fields])
    ]
    control = [(FORM, kind.code), (OBJECT, theirs.object), (VERSION, str(theirs.version))]
    context = {"rows": rows, "theirs": theirs, "posted": [*control, *_values(mine.items())]}
    return render(request, "drafts/both_versions.html", context, status=409)


def _values(posted: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, values in posted if name != "csrfmiddlewaretoken" for value in values]
