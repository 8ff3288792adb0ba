"""Addresses of the portal and its applications. Pages for people carry their language; protocols and APIs do not."""

from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from beffroi.config.api import api
from beffroi.config.health import healthz
from beffroi.kernel.http.reports import csp_report
from beffroi.portal import urls as portal

handler400 = "beffroi.kernel.http.errors.bad_request"
handler403 = "beffroi.kernel.http.errors.permission_denied"
handler404 = "beffroi.kernel.http.errors.page_not_found"
handler500 = "beffroi.kernel.http.errors.server_error"


def _installed(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    return [path(prefix, include(module))] if find_spec(module) else []


# The acceptance environment's own: absent in production, not merely hidden.
_acceptance: list[URLPattern | URLResolver] = (
    [*_installed("desk/", "beffroi.desk.urls"), *_installed("gallery/", "beffroi.ui.urls")]
    if settings.IS_ACCEPTANCE
    else []
)

urlpatterns = [
    path("healthz", healthz),
    path("csp-report", csp_report),
    path("api/v1/", api.urls),
    path("", include((portal.protocol, "portal_protocol"))),
    *i18n_patterns(
        path("", include((portal.pages, "portal"))),
        *_installed("code-lists/", "beffroi.apps.code_lists.urls"),
        *_acceptance,
    ),
]
