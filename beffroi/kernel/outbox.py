"""Events between applications: emitted in the transaction that made them true, handled at least once, later."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from beffroi.kernel import clock
from beffroi.kernel.jobs import enqueue, job
from beffroi.kernel.models import OutboxDelivery, OutboxEvent

Handler = Callable[[dict[str, Any]], None]
_handlers: dict[str, list[tuple[str, Handler]]] = defaultdict(list)


def name_of(event: type | object) -> str:
    kind = event if isinstance(event, type) else type(event)
    return _code(kind, ".events")


def _code(thing: Any, door: str) -> str:
    """`welfare.FileDecided`, `mailbox.on_file_decided`: kept in the database, so no Python path."""
    return f"{thing.__module__.removeprefix('beffroi.').removeprefix('apps.').removesuffix(door)}.{thing.__name__}"


def on(event: type) -> Callable[[Handler], Handler]:
    """Registers a handler of `event`; it is given the payload (JSON values) and may be called again."""

    def register(handler: Handler) -> Handler:
        _handlers[name_of(event)].append((_code(handler, ".handlers"), handler))
        return handler

    return register


def emit(event: object) -> None:
    """`event`: a frozen dataclass from an application's `events.py`."""
    assert dataclasses.is_dataclass(event)
    assert not isinstance(event, type)
    payload = {field: _plain(value) for field, value in dataclasses.asdict(event).items()}
    row = OutboxEvent.objects.create(name=name_of(event), payload=payload, happened_at=clock.now())
    for handler, _ in _handlers[row.name]:
        OutboxDelivery.objects.create(event=row, handler=handler)
        enqueue(deliver, event_id=row.pk, handler=handler)


@job(service="portal", queue="outbox")
def deliver(*, event_id: int, handler: str) -> None:
    delivery = (
        OutboxDelivery.objects.select_for_update(of=("self",))
        .select_related("event")
        .get(event_id=event_id, handler=handler)
    )
    if delivery.done_at:
        return
    call = dict(_handlers[delivery.event.name])[handler]
    call(delivery.event.payload)
    delivery.done_at = clock.now()
    delivery.save(update_fields=["done_at"])


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return value.isoformat() if not isinstance(value, UUID) else str(value)
    if isinstance(value, frozenset | set | tuple):
        return [_plain(item) for item in value]
    return value
