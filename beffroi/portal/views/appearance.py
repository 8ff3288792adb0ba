"""Light, dark, or as the device has it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beffroi.portal import actions
from beffroi.portal.addresses import next_of
from beffroi.portal.asked import Asked
from beffroi.ui.context import COLOR_SCHEMES
from beffroi.ui.page import Link

COOKIE = "beffroi_color_scheme"
_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: Asked) -> HttpResponse:
    if request.method == "POST":
        chosen = request.POST.get("color_scheme", "")
        actions.choose_color_scheme(color_scheme=chosen, by=request.actor)
        response = redirect(next_of(request))
        keep_color_scheme(response, chosen)
        return response
    current = request.COOKIES.get(COOKIE, "")
    choices = [("", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))]
    context = {"choices": choices, "current": current if current in COLOR_SCHEMES else ""}
    return render(request, "portal/appearance.html", context | {"breadcrumb": [Link(_("Appearance"), request.path)]})


def keep_color_scheme(response: HttpResponse, color_scheme: str) -> None:
    """A cookie of the browser, read by `ui`; a taste, no personal data. Empty removes it."""
    if color_scheme:
        response.set_cookie(COOKIE, color_scheme, max_age=_YEAR, secure=settings.IS_TLS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
