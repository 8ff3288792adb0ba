"""Addresses of the sign-in service."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from beffroi.config.health import healthz
from beffroi.identity.provider import urls as provider
from beffroi.kernel.http.reports import csp_report

handler400 = "beffroi.kernel.http.errors.bad_request"
handler403 = "beffroi.kernel.http.errors.permission_denied"
handler404 = "beffroi.kernel.http.errors.page_not_found"
handler500 = "beffroi.kernel.http.errors.server_error"

urlpatterns = [
    path("healthz", healthz),
    path("csp-report", csp_report),
    path("", include("beffroi.identity.provider.urls")),
    *i18n_patterns(
        path("", include("beffroi.identity.urls")),
        path("", include((provider.pages, "provider-pages"))),
    ),
]
