"""Light or dark, wide or compact, and the language to begin in."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beffroi.portal import actions, queries
from beffroi.portal.actions.preferences import CHOICES
from beffroi.portal.addresses import next_of
from beffroi.portal.asked import Asked
from beffroi.portal.queries import Taste
from beffroi.ui.page import Link

# Cookies of the browser, read by `ui`; a taste, no personal data.
COOKIES = {"color_scheme": "beffroi_color_scheme", "density": "beffroi_density"}
_YEAR = 365 * 24 * 3600
Choices = list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: Asked) -> HttpResponse:
    if request.method == "POST":
        given = {name: request.POST[name] for name in CHOICES if name in request.POST}
        actions.choose_appearance(given=given, by=request.actor)
        response = redirect(next_of(request))
        _keep(response, given)
        return response
    breadcrumb = [Link(_("Preferences"), request.path)]
    return render(request, "portal/appearance.html", {"questions": _questions(request), "breadcrumb": breadcrumb})


def keep_taste(response: HttpResponse, taste: Taste) -> None:
    """Puts what a person prefers into the browser he signed in with."""
    _keep(response, {"color_scheme": taste.color_scheme, "density": taste.density})


def _keep(response: HttpResponse, given: dict[str, str]) -> None:
    """Empty removes the cookie."""
    for name, cookie in COOKIES.items():
        if given.get(name):
            response.set_cookie(
                cookie, given[name], max_age=_YEAR, secure=settings.IS_TLS, httponly=True, samesite="Lax"
            )
        elif name in given:
            response.delete_cookie(cookie, samesite="Lax")


def _questions(request: Asked) -> list[tuple[str, str, Choices, str]]:
    """(name, legend, choices, the present one). The language is asked of those whom it can follow."""
    present = {name: request.COOKIES.get(cookie, "") for name, cookie in COOKIES.items()}
    present["language"] = queries.taste_of(request.actor.person_id).language
    questions: list[tuple[str, str, Choices]] = [
        (
            "color_scheme",
            _("Colours of the pages"),
            [("", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))],
        ),
        ("density", _("Space on the pages"), [("", _("Roomy")), ("compact", _("Compact"))]),
    ]
    if request.actor.is_signed_in:
        languages = [("", _("The language I sign in with")), *settings.LANGUAGES]
        questions.append(("language", _("Language of my start page"), languages))
    return [
        (name, legend, choices, present[name] if present[name] in CHOICES[name] else "")
        for name, legend, choices in questions
    ]
