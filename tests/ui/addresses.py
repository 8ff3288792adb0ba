"""The gallery and what its samples call."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

handler404 = "beffroi.kernel.http.errors.page_not_found"
handler500 = "beffroi.kernel.http.errors.server_error"


@csrf_exempt
def stay(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [
    path("stay", stay),
    path("gone", csrf_exempt(lambda request: HttpResponse(status=401))),
    path("csp-report", csrf_exempt(lambda request: HttpResponse(status=500))),
    *i18n_patterns(path("gallery/", include("beffroi.ui.urls"))),
]
