"""The way to the provider."""

import json
from typing import Literal
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from beffroi.portal.addresses import local_path
from beffroi.portal.oidc import pending, provider
from beffroi.portal.oidc.profiles import profile

CALLBACK = "/sign-in/callback"


def begin(
    request: HttpRequest, *, return_to: str, level: int = 0, prompt: Literal["", "login", "select_account"] = ""
) -> HttpResponse:
    """`return_to`: a path of this site, the home page when it is not. `level`: the assurance level the person needs
    there; demanded as an essential `acr`, so the provider offers the keys that reach it (test SU-01).

    Raises `ProviderUnreachable`.
    """
    addresses = provider.addresses()
    sign_in = pending.remember(
        request.session, return_to=local_path(return_to) or "/", level=level, is_forced=prompt == "login"
    )
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": callback_address(),
        "scope": settings.OIDC_SCOPES,
        "state": sign_in.state,
        "nonce": sign_in.nonce,
        "code_challenge": sign_in.challenge,
        "code_challenge_method": "S256",
        "ui_locales": str(get_language()),
    }
    if level:
        acr = {"essential": True, "values": profile().acr_values(level)}
        asked["claims"] = json.dumps({"id_token": {"acr": acr}}, separators=(",", ":"))
    if prompt:
        asked["prompt"] = prompt
    return HttpResponseRedirect(f"{addresses.authorization}?{urlencode(asked)}")


def callback_address() -> str:
    return f"{settings.PORTAL_ORIGIN}{CALLBACK}"
