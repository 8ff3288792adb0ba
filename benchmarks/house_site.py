"""A service with one address more, `/bench/empty`: a view that answers nothing, behind the service's whole frame."""

from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

_urls = settings.ROOT_URLCONF
if _urls != __name__:
    settings.ROOT_URLCONF = __name__

application = get_wsgi_application()
_house = import_module(_urls)
handler400, handler403, handler404, handler500 = (
    _house.handler400,
    _house.handler403,
    _house.handler404,
    _house.handler500,
)


def empty(request: HttpRequest) -> HttpResponse:
    """The same as the yardstick's, which configures a Django of its own when imported."""
    return HttpResponse()


urlpatterns = [path("bench/empty", empty), *_house.urlpatterns]
