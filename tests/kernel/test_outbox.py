"""An event is told when, and only when, it became true; each handler hears it once."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from beffroi.kernel import outbox
from beffroi.kernel.models import OutboxDelivery, OutboxEvent

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class GrantRevoked:
    grant_id: uuid.UUID
    on: date
    roles: tuple[str, ...] = ()


GRANT = GrantRevoked(uuid.UUID(int=7), date(2026, 11, 24), ("publisher",))


@pytest.fixture(autouse=True)
def _handlers_of_this_test() -> Iterator[None]:
    before = {name: list(handlers) for name, handlers in outbox._handlers.items()}
    yield
    outbox._handlers.clear()
    outbox._handlers.update(before)


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    """What a handler of GrantRevoked was told."""
    told: list[dict[str, Any]] = []

    @outbox.on(GrantRevoked)
    def on_grant_revoked(payload: dict[str, Any]) -> None:
        told.append(payload)

    return told


def test_a_handler_hears_plain_values(heard: list[dict[str, Any]], run_jobs: Callable[[], int]) -> None:
    outbox.emit(GRANT)
    assert heard == []
    run_jobs()
    assert heard == [{"grant_id": str(GRANT.grant_id), "on": "2026-11-24", "roles": ["publisher"]}]


def test_what_is_rolled_back_was_never_told(heard: list[dict[str, Any]], run_jobs: Callable[[], int]) -> None:
    with transaction.atomic():
        outbox.emit(GRANT)
        transaction.set_rollback(True)
    assert run_jobs() == 0
    assert not OutboxEvent.objects.exists()
    assert heard == []


def test_a_delivery_that_comes_twice_is_heard_once(heard: list[dict[str, Any]], run_jobs: Callable[[], int]) -> None:
    outbox.emit(GRANT)
    run_jobs()
    delivery = OutboxDelivery.objects.get()
    assert delivery.done_at is not None
    outbox.deliver.func(event_id=delivery.event_id, handler=delivery.handler)
    assert len(heard) == 1


def test_an_event_nobody_waits_for_is_kept(run_jobs: Callable[[], int]) -> None:
    outbox.emit(GRANT)
    assert run_jobs() == 0
    assert OutboxEvent.objects.get().name == outbox.name_of(GrantRevoked)


def test_a_failing_handler_is_not_marked_done(run_jobs: Callable[[], int]) -> None:
    @outbox.on(GrantRevoked)
    def on_grant_revoked(payload: dict[str, Any]) -> None:
        raise ZeroDivisionError

    outbox.emit(GRANT)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        run_jobs()
    assert OutboxDelivery.objects.get().done_at is None


def test_only_a_fact_can_be_emitted() -> None:
    with pytest.raises(AssertionError):
        outbox.emit({"a": 1})
    with pytest.raises(AssertionError):
        outbox.emit(GrantRevoked)


def test_what_is_kept_is_a_code_not_a_python_path() -> None:
    def on_grant_revoked(payload: dict[str, Any]) -> None: ...

    on_grant_revoked.__module__ = "beffroi.apps.mailbox.handlers"
    event = type("GrantRevoked", (), {"__module__": "beffroi.apps.access.events"})
    assert outbox._code(on_grant_revoked, ".handlers") == "mailbox.on_grant_revoked"
    assert outbox.name_of(event) == "access.GrantRevoked"
