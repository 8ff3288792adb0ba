"""Response headers of every page (OWASP ASVS v5.0.0-3.4). Nothing is loaded, framed or sent anywhere unless named here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., Any])

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "report-uri": "/csp-report",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def may_send_forms_to(response: HttpResponse, *origins: str) -> HttpResponse:
    """Chromium applies `form-action` to the redirects after a form too: name where an answer may lead."""
    response.form_targets = origins  # type: ignore[attr-defined]  # the mark SecurityMiddleware reads
    return response


def may_connect_to(response: HttpResponse, *origins: str) -> HttpResponse:
    """The page's own scripts may also fetch from `origins`."""
    response.connect_targets = origins  # type: ignore[attr-defined]  # likewise
    return response


class SecurityMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        forms, fetches = getattr(response, "form_targets", ()), getattr(response, "connect_targets", ())
        response.headers.setdefault("Content-Security-Policy", _policy(forms, fetches))
        if settings.IS_TLS:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response


def _policy(forms: tuple[str, ...], fetches: tuple[str, ...]) -> str:
    own = {"form-action": " ".join(("'self'", *forms)), "connect-src": " ".join(("'self'", *fetches))}
    directives = {**_POLICY, **own}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def no_store(view: View) -> View:
    """Personal pages are kept by no cache: after sign-out the Back button shows nothing (test LO-05)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return wrapped  # type: ignore[return-value]  # wraps() keeps the signature, mypy does not see it
