"""Recognises the browser's single sign-on session, before the page is chosen."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from beffroi.kernel.actor import NOBODY


class SessionMiddleware:
    """`request.actor` is who holds the session, `request.sso` the session itself, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.sso = NOBODY, None  # type: ignore[attr-defined]
        return self.get_response(request)
