"""The addresses for machines: the open API, the OpenID provider with its checks, and the protocol ends of the portal."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from beffroi.config.api import api
from beffroi.config.reference.pages import page, table
from beffroi.identity.provider import matrix
from beffroi.identity.provider.views.metadata import discovery

_CHECKED = {
    "DOOR": "`/oidc/authorize`, before anything is answered to the service (a page refuses)",
    "AUTHORIZATION": "`/oidc/authorize`, answered to the service's registered address",
    "TOKEN": "`/oidc/token`, the request",
    "REDEMPTION": "`/oidc/token`, the code",
    "LOGOUT": "`/oidc/logout`",
}


def http_page() -> str:
    return page(
        "HTTP",
        "Errors are problem+json (RFC 9457) with a `reference` that the log knows; a browser gets a page instead."
        " A parameter that stands twice, bytes that are no UTF-8, a body or query that is too long: 400 or 413.",
        "## Open API",
        "Described by OpenAPI 3.1 at `/api/v1/openapi.json`. Open without sign-in, cacheable, CORS for GET.",
        _operations(api.get_openapi_schema(path_prefix="/api/v1/")),
        "## Portal, protocol",
        table(("address", "what for"), _addresses("portal")),
        "## Sign-in service, protocol",
        table(("address", "what for"), _addresses("identity")),
        "### Discovery",
        "`{issuer}` is `BEFFROI_IDENTITY_ORIGIN`.",
        f"```json\n{_discovery()}\n```",
        "## Checks of the provider",
        "In the order they run; the first refusal is the answer.",
        *_checks(),
    )


def _operations(schema: dict[str, Any]) -> str:
    rows = []
    for address, methods in schema["paths"].items():
        for method, operation in methods.items():
            parameters = ", ".join(f"`{each['name']}`" for each in operation.get("parameters", []))
            rows.append((f"`{method.upper()} {address}`", operation.get("summary", ""), parameters))
    return table(("operation", "answers", "parameters"), rows)


def _addresses(service: str) -> list[tuple[str, str]]:
    """Without the pages under a language and the API described above."""
    resolver = get_resolver(settings.SERVICES[service]["ROOT_URLCONF"])
    rows = [(f"`/{address}`", _first_line(view)) for address, view in _protocol(resolver.url_patterns)]
    return [row for row in rows if not row[0].startswith("`/api/")]


def _protocol(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if not isinstance(pattern.pattern, LocalePrefixPattern):
                yield from _protocol(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern.callback


def _first_line(view: Callable[..., Any]) -> str:
    module = sys.modules.get(view.__module__)
    text = view.__doc__ or (module.__doc__ if module else "") or ""
    return text.strip().split("\n\n")[0].replace("\n", " ").strip()


def _discovery() -> str:
    document = json.loads(discovery(RequestFactory().get("/.well-known/openid-configuration")).content)
    return json.dumps(document, indent=2).replace(settings.IDENTITY_ORIGIN, "{issuer}")


def _checks() -> Iterator[str]:
    for name, where in _CHECKED.items():
        yield f"### {where}"
        rows = []
        for check in getattr(matrix, name):
            module = sys.modules[check.__module__]
            rows.append((f"`{check.__module__.rsplit('.', 1)[-1]}`", _first_line(check) or (module.__doc__ or "")))
        yield table(("check", "what it holds"), rows)
