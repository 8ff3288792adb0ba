"""Puts the guards around Django's test client, whichever test uses it."""

from typing import Any

from django.test import Client

from tests.guards.pages import inspect
from tests.guards.writes import nothing_written

_request = Client.request


def install() -> None:
    Client.request = _guarded  # type: ignore[method-assign]  # a guard dog, in tests only


def _guarded(self: Client, **request: Any) -> Any:
    if request.get("REQUEST_METHOD") in {"GET", "HEAD"}:
        with nothing_written(str(request.get("PATH_INFO"))):
            response = _request(self, **request)
    else:
        response = _request(self, **request)
    inspect(response)
    return response
