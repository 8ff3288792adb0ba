"""The guard dog: what must hold in every test, for free."""

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from psycopg.pq import TransactionStatus

from beffroi.kernel.db import ROLE_OF_SERVICE
from tests.chromium import chromium  # noqa: F401 - a fixture of every test
from tests.guards import client, complaints, leaks, variables

client.install()
variables.install()
logging.getLogger().addHandler(leaks.LogGuard())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """A test in which a guard complained has failed, whatever it asserted."""
    complaints.take()
    yield
    leaks.inspect_mails()
    if heard := complaints.take():
        pytest.fail("\n".join(["The guards complain:", *heard]), pytrace=False)


class ServiceClient(Client):
    """Speaks to one of the two services, as that service is configured."""

    def __init__(self, service: str, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.service = service

    def request(self, **request: Any) -> Any:
        """Under the service's ordinary database role, as in production; the owner would see through every wall."""
        with override_settings(**settings.SERVICES[self.service]), _ordinary_role(self.service):
            return super().request(**request)


@contextmanager
def _ordinary_role(service: str) -> Iterator[None]:
    """Beside Django's own cursor, so that statements are counted as in production."""
    try:
        connection.ensure_connection()
    except RuntimeError:  # the test has no database, and asks a page that needs none
        yield
        return
    raw = connection.connection
    raw.execute(f"SET ROLE {ROLE_OF_SERVICE[service]}")
    try:
        yield
    finally:
        if connection.connection is raw and raw.info.transaction_status != TransactionStatus.INERROR:
            raw.execute("RESET ROLE")


def _forget_jobs(blocker: Any) -> None:
    """Procrastinate's tables are not Django's to empty: a committed job would be run by the next test that asks."""
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    _forget_jobs(django_db_blocker)  # of a run that was killed


@pytest.fixture(autouse=True)
def _jobs_of_a_committing_test(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = (marker is not None and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if commits:
        _forget_jobs(django_db_blocker)


@pytest.fixture
def portal() -> ServiceClient:
    return ServiceClient("portal", SERVER_NAME="localhost", raise_request_exception=False)


@pytest.fixture
def identity() -> ServiceClient:
    return ServiceClient("identity", SERVER_NAME="localhost", raise_request_exception=False)


@pytest.fixture
def run_jobs() -> Callable[[], int]:
    """Runs what is queued, once, in this transaction; returns how many jobs ran. A failing job fails the test."""
    from django.db import connection
    from procrastinate.contrib.django import app

    def run() -> int:
        count = 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (SELECT id FROM procrastinate_jobs"
                    " WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1)"
                    " RETURNING id, task_name, args"
                )
                if (row := cursor.fetchone()) is None:
                    return count
            arguments = row[2]
            if isinstance(arguments, str):
                import json

                arguments = json.loads(arguments)
            app.tasks[row[1]].func(**arguments)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [row[0]])
            count += 1

    return run


@pytest.fixture
def frozen_clock() -> Iterator[Callable[..., None]]:
    """`frozen_clock(datetime)` holds or moves time for the rest of the test."""
    from contextlib import ExitStack

    from beffroi.kernel import clock

    with ExitStack() as stack:

        def freeze(at: Any) -> None:
            stack.enter_context(clock.frozen(at))

        yield freeze


def assert_page(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status, response.content[:2000]
    return response.content.decode()
