"""Each request has a reference a person can read aloud (`B-7K3F-9Q2M`): on the error page, in the log, in the audit."""

import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpResponse

from beffroi.kernel.http.request import Request

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that sounds or looks like something else
_current: ContextVar[str] = ContextVar("request_reference", default="")


def current_reference() -> str:
    return _current.get()


def new_reference() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"B-{letters[:4]}-{letters[4:]}"


class ReferenceMiddleware:
    """Outermost: whatever fails further in is found again under this reference."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.reference = new_reference()
        token = _current.set(request.reference)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response["X-Request-Reference"] = request.reference
        return response
