"""A GET writes nothing but session and audit rows: whoever follows a link, or a browser that fetches ahead, acts on nothing."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from tests.guards.complaints import complain

# Tables a GET may write, each with its reason.
MAY_BE_WRITTEN = {
    "kernel_auditrecord": "a consultation is logged",
    "kernel_throttle": "a try is counted before it is checked",
    "portal_session": "the browser's session",
    "portal_personaltile": "which application was opened last, kept with the logged opening; nothing hangs on it",
    "portal_tour_tourprogress": "that the tour was offered, noted with the sign-in, whose answer arrives by GET",
    "portal_start_arrival": "when he came, noted with the sign-in, whose answer arrives by GET",
    "identity_session": "the browser's session",
    "identity_provider_authorizationcode": "the answer to an authorization request, which arrives by GET; lives a minute",
    "identity_provider_servicevisit": "which services the session opened, to close them with it",
    "identity_provider_logoutdelivery": "a service ends the session by GET, with its ID token (RP-Initiated Logout 2)",
    "procrastinate_jobs": "the other services are told of that end, again where they did not answer",
    "identity_transaction": "an authorization request arrives by GET (RFC 6749 section 3.1); it lives minutes",
}
_WRITE = re.compile(r'\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|COPY)\s+"?(\w+)"?', re.IGNORECASE)
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_LOCKING = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)
_UPSERT = re.compile(r"\bDO\s+UPDATE\s+SET\b", re.IGNORECASE)


def written_tables(statement: str) -> set[str]:
    bare = _UPSERT.sub("", _LOCKING.sub("", _LITERAL.sub("''", statement)))
    return set(_WRITE.findall(bare))


@contextmanager
def nothing_written(page: str) -> Iterator[None]:
    def watch(execute: Callable[..., Any], statement: Any, *rest: Any) -> Any:
        if forbidden := sorted(written_tables(str(statement)) - set(MAY_BE_WRITTEN)):
            complain(f"GET {page} writes {', '.join(forbidden)}: {str(statement)[:200]}")
        return execute(statement, *rest)

    with connection.execute_wrapper(watch):
        yield
