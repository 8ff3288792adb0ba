"""Counts what a piece of work asks the database, in this process, on the bench database."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def set_up() -> None:
    """Django in this process as the tests have it: the owner's connection, either service by `client`."""
    from benchmarks.served import environment

    os.environ.update(environment(BEFFROI_SERVICE=""))
    import django

    django.setup()


@contextmanager
def client(service: str) -> Iterator[Any]:
    """Django's test client speaking to `service` ("portal" or "identity")."""
    from django.conf import settings
    from django.test import Client, override_settings

    with override_settings(**settings.SERVICES[service]):
        yield Client(SERVER_NAME="localhost")


def statements(work: Callable[[], object]) -> list[str]:
    """The SQL of `work`, without the transaction's own words."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(TRANSACTION)]
