"""What the protocol endpoints answer with."""

import json
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from beffroi.identity.provider.errors import ProtocolError


def see_other(address: str) -> HttpResponse:
    """303: the browser comes with GET and without the body (RFC 9700 §4.12, test OP-307)."""
    return HttpResponseRedirect(address, status=303)


def again_by_get(request: HttpRequest, names: Collection[str]) -> HttpResponse:
    """A POST from a service's page does not carry the session's cookie (SameSite=Lax): the browser comes again with
    GET, with the protocol's own parameters only, so that no form token lands in an address."""
    sent = [(name, value) for name, values in request.POST.lists() if name in names for value in values]
    return see_other(f"{request.path}?{urlencode(sent)}")


def to_service(redirect_uri: str, state: str, answer: Mapping[str, str]) -> HttpResponse:
    """Back to the service, with its `state` and our `iss` (RFC 9207, test OP-ISS). `redirect_uri` is registered."""
    named = {**answer, "state": state, "iss": settings.IDENTITY_ORIGIN}
    return see_other(extended(redirect_uri, {name: value for name, value in named.items() if value}))


def refusal_to_service(redirect_uri: str, state: str, error: ProtocolError) -> HttpResponse:
    return to_service(redirect_uri, state, {"error": error.code, "error_description": error.description})


def extended(address: str, answer: Mapping[str, str]) -> str:
    """A registered address may have a query of its own: it stays (RFC 6749 §3.1.2)."""
    if not answer:
        return address
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(answer)}"


def as_json(body: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Tokens and claims are kept by no cache (RFC 6749 §5.1)."""
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response


def as_json_error(error: ProtocolError, challenge: str = "") -> HttpResponse:
    """`challenge`: the scheme to name in WWW-Authenticate, when the client used it."""
    response = as_json({"error": error.code, "error_description": error.description}, error.status)
    if challenge:
        response["WWW-Authenticate"] = (
            f'{challenge} realm="{settings.IDENTITY_ORIGIN}", error="{error.code}", '
            f'error_description="{error.description}"'
        )
    return response


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
