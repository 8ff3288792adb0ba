"""Addresses of the portal and its applications. Pages for people carry their language; protocols and APIs do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from beffroi.config.api import api
from beffroi.config.health import healthz
from beffroi.kernel.http.reports import csp_report
from beffroi.portal import urls as portal
from beffroi.portal.status import urls as status

handler400 = "beffroi.kernel.http.errors.bad_request"
handler403 = "beffroi.kernel.http.errors.permission_denied"
handler404 = "beffroi.kernel.http.errors.page_not_found"
handler500 = "beffroi.kernel.http.errors.server_error"


# The acceptance environment's own: absent in production, not merely hidden.
_acceptance: list[URLPattern | URLResolver] = (
    [path("desk/", include("beffroi.desk.urls")), path("gallery/", include("beffroi.ui.urls"))]
    if settings.IS_ACCEPTANCE
    else []
)

urlpatterns = [
    path("healthz", healthz),
    path("csp-report", csp_report),
    path("api/v1/", api.urls),
    path("", include((portal.protocol, "portal_protocol"))),
    path("", include((status.machine, "status_machine"))),
    *i18n_patterns(
        path("", include((portal.pages, "portal"))),
        path("code-lists/", include("beffroi.apps.code_lists.urls")),
        path("drafts/", include("beffroi.kernel.drafts.urls")),
        path("status/", include((status.pages, "status"))),
        path("tour/", include("beffroi.portal.tour.urls")),
        *_acceptance,
    ),
]
