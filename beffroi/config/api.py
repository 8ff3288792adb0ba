"""The open JSON API at `/api/v1/`: the applications' routers under one OpenAPI description, errors as problem+json."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from beffroi.apps.code_lists import api as code_lists
from beffroi.kernel.errors import BadRequest, NotVisible
from beffroi.kernel.http.errors import answer_error

api = NinjaAPI(title="Beffroi", version="1", docs_url=None, openapi_url="/openapi.json", urls_namespace="api-v1")
api.add_router("/code-lists", code_lists.router)


@api.exception_handler(ValidationError)
@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return answer_error(request, BadRequest("malformed_request"))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return answer_error(request, NotVisible("not_found"))
