"""Pages kept for a minute for visitors: reference data is the same for everybody, and asked for again and again.

Only for a browser that sends no cookie at all, so that nothing of a person can be in what is kept; and only as long as
no list changed: the key holds what is in force now.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from beffroi.apps.code_lists.queries.versions import in_force
from beffroi.kernel import clock

View = Callable[..., HttpResponse]
Key = tuple[object, ...]

MOST_PAGES = 200
LARGEST_PAGE = 64 * 1024  # bytes; with the above, 13 MB a process at most
SECONDS = 60  # what the frame around the page says (an announcement, a link) may be that old


class Shelf:
    """The pages asked for last. Each process has its own; they need not agree."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, tuple[float, bytes]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: Key) -> bytes | None:
        with self._lock:
            until, page = self._pages.get(key, (0.0, b""))
            if until < time.monotonic():
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: bytes) -> None:
        if len(page) > LARGEST_PAGE:
            return
        with self._lock:
            self._pages[key] = (time.monotonic() + SECONDS, page)
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()


shelf = Shelf()


def kept_for_visitors(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.COOKIES or request.method != "GET":
            return view(request, *args, **kwargs)
        key = (request.get_full_path(), get_language(), clock.today(), in_force())
        if (page := shelf.take(key)) is not None:
            return HttpResponse(page)
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.cookies and "CSRF_COOKIE" not in request.META:
            shelf.put(key, response.content)
        return response

    return answer
