"""The tour's pages: what it is, and one page per step."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beffroi.kernel.errors import NotVisible
from beffroi.portal.asked import Asked
from beffroi.portal.tiles import words
from beffroi.portal.tour import actions, queries
from beffroi.portal.tour.places import address_of
from beffroi.portal.tour.steps import TourStep, all_steps, step_called
from beffroi.ui.page import Link
from beffroi.ui.parts import Step

OFFER = "offers_tour"  # in the session of the first sign-in, until it is answered


@require_safe
def tour(request: Asked) -> HttpResponse:
    steps, finished = all_steps(), queries.last_finished(request.actor)
    rest = steps[finished:] or steps
    context = {
        "steps": [(step, step.number <= finished) for step in steps],
        "minutes": sum(step.minutes for step in steps),
        "next": rest[0],
        "is_begun": 0 < finished < len(steps),
        "breadcrumb": [Link(_("Guided tour"), request.path)],
    }
    return render(request, "portal_tour/tour.html", context)


@require_safe
def step(request: Asked, code: str) -> HttpResponse:
    found = _found(code)
    ways = [Link(words(way.label), address_of(way.to, request.actor)) for way in found.ways]
    context = {"step": found, "ways": ways, "track": _track(request, found), **_neighbours(found)}
    breadcrumb = [Link(_("Guided tour"), reverse("tour:tour")), Link(words(found.title), request.path)]
    return render(request, "portal_tour/step.html", context | {"breadcrumb": breadcrumb})


@require_POST
def done(request: Asked, code: str) -> HttpResponse:
    found = _found(code)
    after = _neighbours(found)["after"]
    actions.finish_step(number=found.number, is_last=after is None, by=request.actor)
    request.session.pop(OFFER, None)
    if after is not None:
        return redirect("tour:step", after.code)
    messages.success(request, _("That was the tour. You find it again in the menu under your name and in the help."))
    return redirect("portal:home")


@require_POST
def leave(request: Asked) -> HttpResponse:
    actions.leave(by=request.actor)
    request.session.pop(OFFER, None)
    messages.success(request, _("As you like. You find the tour in the menu under your name and in the help."))
    return redirect("portal:home")


def _found(code: str) -> TourStep:
    found = step_called(code)
    if found is None:
        raise NotVisible("not_found")
    return found


def _neighbours(step: TourStep) -> dict[str, Any]:
    steps = all_steps()
    before = steps[step.number - 2] if step.number > 1 else None
    after = steps[step.number] if step.number < len(steps) else None
    return {"before": before, "after": after}


def _track(request: Asked, here: TourStep) -> list[Step]:
    finished, language = queries.last_finished(request.actor), get_language() or "fr"
    return [
        Step(
            str(step.title.in_language(language)),
            "current" if step is here else "done" if step.number <= finished else "todo",
            "" if step is here else reverse("tour:step", args=[step.code]),
        )
        for step in all_steps()
    ]
