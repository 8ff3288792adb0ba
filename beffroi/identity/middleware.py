"""Recognises the browser's single sign-on session, before the page is chosen."""

from collections.abc import Callable

from django.http import HttpResponse

from beffroi.identity import browser, sessions
from beffroi.identity.models import Session
from beffroi.kernel.http.request import Request


class SignInRequest(Request):
    """What every view of the sign-in service receives."""

    sso: Session | None


class SessionMiddleware:
    """`request.actor` is who holds the session, `request.sso` the session itself, or None."""

    def __init__(self, get_response: Callable[[SignInRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: SignInRequest) -> HttpResponse:
        request.sso = sessions.recognised(request)
        request.actor = sessions.actor_of(request.sso, browser.address_of(request))
        return self.get_response(request)
