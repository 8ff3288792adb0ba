"""Server-to-server calls to the provider."""

import logging
from functools import cache
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings

from beffroi.portal.oidc.errors import ProviderUnreachable

log = logging.getLogger("beffroi.portal.oidc")
_LARGEST = 256 * 1024


@cache
def _http() -> httpx.Client:
    """No redirects: the addresses are the provider's own. No proxy or credentials from the environment."""
    return httpx.Client(timeout=httpx.Timeout(5.0, connect=3.0), follow_redirects=False, trust_env=False)


def get(address: str, token: str = "") -> dict[str, Any]:
    """`token`: a bearer token to show. Raises `ProviderUnreachable`."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return _object(_sent("GET", address, headers=headers), address)


def post(address: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """Authenticated by our secret (RFC 6749 §2.3.1). Status and object. Raises `ProviderUnreachable`."""
    credentials = (quote(settings.OIDC_CLIENT_ID, safe=""), quote(settings.OIDC_CLIENT_SECRET, safe=""))
    response = _sent("POST", address, data=form, auth=credentials)
    return response.status_code, _parsed(response, address)


def _sent(method: str, address: str, **how: Any) -> httpx.Response:
    try:
        return _http().request(method, address, **how)
    except httpx.HTTPError as error:
        log.warning("%s does not answer: %s", address, type(error).__name__)
        raise ProviderUnreachable from error


def _object(response: httpx.Response, address: str) -> dict[str, Any]:
    if response.status_code != 200:
        log.warning("%s answered %s", address, response.status_code)
        raise ProviderUnreachable
    return _parsed(response, address)


def _parsed(response: httpx.Response, address: str) -> dict[str, Any]:
    try:
        body = response.json() if len(response.content) <= _LARGEST else None
    except ValueError:
        body = None
    if not isinstance(body, dict):
        log.warning("%s did not answer with a JSON object (%s)", address, response.status_code)
        raise ProviderUnreachable
    return body
