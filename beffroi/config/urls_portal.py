"""Addresses of the portal and its applications. Pages for people carry their language; protocols and APIs do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, path

from beffroi.kernel.http.reports import csp_report

handler400 = "beffroi.kernel.http.errors.bad_request"
handler403 = "beffroi.kernel.http.errors.permission_denied"
handler404 = "beffroi.kernel.http.errors.page_not_found"
handler500 = "beffroi.kernel.http.errors.server_error"

_acceptance: list[URLPattern | URLResolver] = [] if settings.IS_ACCEPTANCE else []

urlpatterns = [
    path("csp-report", csp_report),
    *i18n_patterns(*_acceptance),
]
