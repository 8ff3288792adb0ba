"""Bad input is refused at the door: another host, oversize, broken encoding, control characters, repeated parameters."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from beffroi.kernel.errors import BadRequest, TooLarge
from beffroi.kernel.http.errors import answer_error

View = TypeVar("View", bound=Callable[..., Any])


def may_repeat(*names: str) -> Callable[[View], View]:
    """Marks a view whose parameters `names` may stand more than once (a list of checkboxes); "*": all of them."""

    def mark(view: View) -> View:
        view.repeatable = frozenset(names)  # type: ignore[attr-defined]  # the mark LimitsMiddleware reads
        return view

    return mark


def accepts_up_to(size: int) -> Callable[[View], View]:
    """Marks a view that takes a body larger than the house's limit (an upload); `size` in bytes."""

    def mark(view: View) -> View:
        view.largest_body = size  # type: ignore[attr-defined]  # likewise
        return view

    return mark


class LimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # raises DisallowedHost (400): Django itself asks only where an address is built
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        try:
            if "\0" in request.path:
                raise BadRequest("malformed_encoding")
            _check_size(request, getattr(view, "largest_body", settings.LARGEST_BODY))
            repeatable: frozenset[str] = getattr(view, "repeatable", frozenset())
            _check_query(request.META.get("QUERY_STRING", ""), request.GET, repeatable)
            if request.method == "POST" and request.content_type in {
                "application/x-www-form-urlencoded",
                "multipart/form-data",
            }:
                _check_values(request.POST, repeatable)
        except (BadRequest, TooLarge) as error:
            return answer_error(request, error)
        return None


def _check_size(request: HttpRequest, largest: int) -> None:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise BadRequest("malformed_request") from None
    if length > largest:
        raise TooLarge("body_too_large", facts={"largest": largest})


def _check_query(raw: str, query: QueryDict, repeatable: frozenset[str]) -> None:
    if len(raw) > settings.LONGEST_QUERY:
        raise BadRequest("query_too_long")
    if any(ord(c) > 126 for c in raw):
        raise BadRequest("malformed_encoding")
    _check_values(query, repeatable)


def _check_values(values: QueryDict, repeatable: frozenset[str]) -> None:
    for name, listed in values.lists():
        if len(listed) > 1 and not {name, "*"} & repeatable:
            raise BadRequest("repeated_parameter")
        if any(c in text for text in (name, *listed) if isinstance(text, str) for c in ("\0", "\ufffd")):
            raise BadRequest("malformed_encoding")
