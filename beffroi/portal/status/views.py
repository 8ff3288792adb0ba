"""The status page, and the same for machines. Neither holds a person, an address or a version."""

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from beffroi.portal.asked import Asked
from beffroi.portal.status import queries
from beffroi.portal.status.queries import Part, Status
from beffroi.ui.page import Link

log = logging.getLogger("beffroi.status")

NAMES = {
    "portal": gettext_lazy("Portal and applications"),
    "identity": gettext_lazy("Sign-in service"),
    "worker": gettext_lazy("Work in the background"),
    "database": gettext_lazy("Database"),
    "mail": gettext_lazy("Sending mails"),
    "post": gettext_lazy("Sending letters"),
}
STATES = {
    "ok": ("success", gettext_lazy("Works")),
    "slow": ("warning", gettext_lazy("Slow")),
    "failing": ("danger", gettext_lazy("Does not work")),
    "unknown": ("neutral", gettext_lazy("Not known")),
}
OVERALL = {
    "ok": ("info", gettext_lazy("Everything works.")),
    "degraded": ("warning", gettext_lazy("The services work, but not everything is as it should be.")),
    "failing": ("danger", gettext_lazy("A part of the services does not work. We are informed.")),
}


@require_safe
def status(request: Asked) -> HttpResponse:
    found = queries.status()
    severity, sentence = OVERALL[found.overall]
    context = {
        "status": found,
        "severity": severity,
        "sentence": sentence,
        "rows": [_row(part) for part in found.parts],
        "has_trouble": any(part.bad_days for part in found.parts),
        "breadcrumb": [Link(_("Status of the services"), request.path)],
    }
    return render(request, "portal_status/status.html", context)


@require_safe
def status_json(request: Asked) -> JsonResponse:
    """Whether both services, the worker, the database and the partners answer, now and per day for thirty days."""
    try:
        response = JsonResponse(_document(queries.status()))
    except DatabaseError as error:
        log.warning("status: the database does not answer (%s)", type(error).__name__)
        response = JsonResponse({"status": "failing", "parts": [{"part": "database", "status": "failing"}]}, status=503)
    response["Cache-Control"] = "public, max-age=30" if response.status_code == 200 else "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _row(part: Part) -> dict[str, Any]:
    tone, word = STATES[part.state]
    cells = [{"x": place * 10, "kind": _kind(day.checks, day.failures)} for place, day in enumerate(part.days)]
    return {"part": part, "name": NAMES[part.code], "tone": tone, "word": word, "cells": cells}


def _kind(checks: int, failures: int) -> str:
    if not checks:
        return "none"
    return "bad" if failures else "good"


def _document(found: Status) -> dict[str, Any]:
    return {
        "status": found.overall,
        "at": found.at.isoformat(timespec="seconds"),
        "parts": [
            {
                "part": part.code,
                "status": part.state,
                "checked_at": part.checked_at.isoformat(timespec="seconds") if part.checked_at else None,
                "milliseconds": part.milliseconds,
                "days": [
                    {"on": day.on.isoformat(), "checks": day.checks, "failures": day.failures} for day in part.days
                ],
            }
            for part in found.parts
        ],
    }
