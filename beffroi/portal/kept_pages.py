"""Pages that are the same for every visitor who is not signed in, kept by each process as they were drawn.

A page is drawn anew when the catalogue changes (its checksum is asked each time), on another day, in another language,
colour scheme or density. Nothing of a person is ever kept: a browser with a session goes past this.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language

from beffroi.kernel import clock
from beffroi.portal import queries
from beffroi.portal.asked import Asked
from beffroi.ui.context import COLOR_SCHEMES

MOST = 256  # pages; beyond, all are forgotten, which costs one drawing each
Key = tuple[str, date, str, str, bool, str]
_kept: dict[Key, bytes] = {}


def same_for_visitors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapped(request: Asked, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_plain_visit(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        if (kept := _kept.get(key)) is not None:
            return HttpResponse(kept)
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = response.content
        return response

    return wrapped


def _is_plain_visit(request: Asked) -> bool:
    return (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.META.get("QUERY_STRING")
        and not request.visit.is_recognised
    )


def _key(request: Asked) -> Key:
    scheme = request.COOKIES.get("beffroi_color_scheme", "")
    language = get_language() or settings.LANGUAGE_CODE
    known_scheme = scheme if scheme in COLOR_SCHEMES else ""
    is_compact = request.COOKIES.get("beffroi_density") == "compact"
    return queries.catalogue().checksum, clock.today(), language, known_scheme, is_compact, request.path
