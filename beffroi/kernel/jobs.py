"""Work done later, queued in the transaction that asked for it (procrastinate on PostgreSQL; no broker).

Handlers are idempotent: a job may run twice. Its arguments are ids and plain values, never personal data.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, cast

from django.db import close_old_connections, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from beffroi.kernel.db import as_role

P = ParamSpec("P")


def job(
    *, service: str, queue: str = "default", attempts: int = 8, every: str = ""
) -> Callable[[Callable[P, None]], Task[P, None, Any]]:
    """Registers a handler that runs as `service`'s database role, in one transaction.

    Retries wait 2, 4, 8 … seconds. `every`: a cron line (UTC) for periodic work; the handler then takes `timestamp`.
    """

    def register(handler: Callable[P, None]) -> Task[P, None, Any]:
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            if not connection.in_atomic_block:
                close_old_connections()  # the server may have been restarted since this thread's last job
            with as_role(service):
                handler(*args, **kwargs)

        run.__name__, run.__doc__ = handler.__name__, handler.__doc__
        name = f"{handler.__module__.removeprefix('beffroi.')}.{handler.__name__}"
        retry = RetryStrategy(max_attempts=attempts, exponential_wait=2)
        task: Any = app.task(name=name, queue=queue, retry=retry)(run)
        return cast("Task[P, None, Any]", app.periodic(cron=every)(task) if every else task)

    return register


def enqueue(task: Task[P, None, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """In the current transaction: no commit, no job."""
    task.defer(*args, **kwargs)


def dead_letters() -> list[tuple[int, str, int]]:
    """Jobs given up after their last try: (id, task, attempts)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, task_name, attempts FROM procrastinate_jobs WHERE status = 'failed' ORDER BY id")
        return [(int(id), str(task), int(attempts)) for id, task, attempts in cursor.fetchall()]
