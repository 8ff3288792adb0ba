"""`/healthz`: says which part fails and nothing more."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from beffroi.config import health
from tests.conftest import ServiceClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    health._all_applied.cache_clear()
    yield
    health._all_applied.cache_clear()


@pytest.fixture(params=["portal", "identity"])
def service(request: pytest.FixtureRequest) -> ServiceClient:
    found: ServiceClient = request.getfixturevalue(request.param)
    return found


def test_well_service_says_so_without_session_or_language(service: ServiceClient) -> None:
    response = service.get("/healthz")
    assert response.status_code == 200
    assert response.json()["database"] == response.json()["migrations"] == response.json()["status"] == "ok"
    assert response["Cache-Control"].startswith("max-age=0")
    assert not response.cookies


def test_missing_migration_is_seen_until_it_is_applied(service: ServiceClient) -> None:
    last = MigrationRecorder.Migration.objects.filter(app="kernel").latest("id")
    last.delete()
    response = service.get("/healthz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "missing"
    MigrationRecorder(connection).record_applied("kernel", last.name)
    assert service.get("/healthz").status_code == 200


def test_lost_database_is_said_without_its_address(service: ServiceClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def cursor(*_: Any) -> None:
        raise OperationalError("connection to server at 10.0.0.7 failed: password authentication failed")

    monkeypatch.setattr(health.connection, "cursor", cursor)
    response = service.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] == "failing"
    assert b"10.0.0.7" not in response.content


def test_health_is_only_read(service: ServiceClient) -> None:
    assert service.post("/healthz").status_code in {403, 405}
    assert service.head("/healthz").status_code == 200
