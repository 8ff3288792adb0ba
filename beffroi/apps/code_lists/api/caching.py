"""Open data: any origin may read it, caches may keep it, and what did not change is not sent again."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag

_FIVE_MINUTES = "public, max-age=300"


def etag_of(*parts: object) -> str:
    return quote_etag(hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32])


def not_modified(request: HttpRequest, etag: str, changed_at: datetime | None) -> HttpResponse | None:
    """The 304 answer, when the reader has this already; asked before anything is read from the database."""
    stamp = int(changed_at.timestamp()) if changed_at else None
    response = get_conditional_response(request, etag=etag, last_modified=stamp)
    return opened(response, etag, changed_at) if response is not None else None


def opened(response: HttpResponse, etag: str = "", changed_at: datetime | None = None) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Content-Disposition, X-Request-Reference"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = _FIVE_MINUTES
    patch_vary_headers(response, ["Accept-Language"])
    if etag:
        response["ETag"] = etag
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return response
