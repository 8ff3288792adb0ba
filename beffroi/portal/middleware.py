"""Who acts in this request, and the database transaction that shows what he may see."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from beffroi.kernel.actor import NOBODY
from beffroi.kernel.db import acting


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = NOBODY  # type: ignore[attr-defined]
        with acting(request.actor):  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
