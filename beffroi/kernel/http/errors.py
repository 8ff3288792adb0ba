"""Errors become a page in the reader's language, or problem+json (RFC 9457), always with the request's reference."""

import json
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import get_language

from beffroi.kernel.errors import BadRequest, BeffroiError, NotAllowed, NotVisible, Refused, TooManyRequests
from beffroi.kernel.http.reasons import sentence_for

log = logging.getLogger("beffroi.http")


class ErrorsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return _not_allowed(request, response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, BeffroiError):
            return answer_error(request, exception)
        return None


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Django's own answer is empty; RFC 9110 §15.5.6 asks for `Allow`."""
    response = answer_error(request, NotAllowed("not_allowed"))
    response["Allow"] = allowed
    return response


def answer_error(request: HttpRequest, error: BeffroiError) -> HttpResponse:
    level = logging.ERROR if error.status >= 500 else logging.WARNING
    log.log(level, "%s %s %s", getattr(request, "reference", "-"), error.status, error.reason)
    render = _as_problem if wants_json(request) else _as_page
    response = render(request, error.status, error.reason, error.facts)
    if isinstance(error, TooManyRequests):
        response["Retry-After"] = str(error.retry_after)
    return response


def wants_json(request: HttpRequest) -> bool:
    if request.path.startswith(settings.JSON_PATHS):
        return True
    accept = request.headers.get("Accept", "")
    return "text/html" not in accept and "json" in accept


def _as_problem(request: HttpRequest, status: int, reason: str, facts: dict[str, Any]) -> HttpResponse:
    title, detail = sentence_for(status, reason, facts)
    body = {
        "type": f"urn:beffroi:problem:{reason or status}",
        "title": title,
        "status": status,
        "detail": detail,
        "reference": getattr(request, "reference", ""),
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status)
    response["Content-Type"] = "application/problem+json; charset=utf-8"
    response["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    response["Cache-Control"] = "no-store"
    return response


def _as_page(request: HttpRequest, status: int, reason: str, facts: dict[str, Any]) -> HttpResponse:
    title, detail = sentence_for(status, reason, facts)
    context = {
        "status": status,
        "reason": reason,
        "title": title,
        "detail": detail,
        "facts": facts,
        "reference": getattr(request, "reference", ""),
    }
    template = loader.select_template([f"errors/{status}.html", "errors/500.html"])
    # A page about a failure must not fail on what failed: without the request when the database may be the cause.
    body = template.render(context, request if status < 500 else None)
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer_error(request, BadRequest("malformed_request"))


def permission_denied(request: HttpRequest, exception: PermissionDenied | None = None) -> HttpResponse:
    return answer_error(request, Refused("refused"))


def page_not_found(request: HttpRequest, exception: Http404 | None = None) -> HttpResponse:
    return answer_error(request, NotVisible("not_found"))


def server_error(request: HttpRequest) -> HttpResponse:
    log.critical("%s failed", getattr(request, "reference", "-"), exc_info=True)
    return answer_error(request, BeffroiError("unexpected"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, comes from elsewhere, or cookies are off."""
    return answer_error(request, Refused("form_not_ours"))
