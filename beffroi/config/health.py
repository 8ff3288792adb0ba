"""`/healthz` of both services: whether this process can serve, for the supervisor and for operators' probes."""

import logging
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every part is ok, else 503; names the part that fails, never why: the log knows."""
    parts = {"database": _database(), "migrations": "unknown"}
    if parts["database"] == "ok":
        parts["migrations"] = _migrations()
    is_well = all(state == "ok" for state in parts.values())
    answer = {"status": "ok" if is_well else "failing", "service": settings.SERVICE or "management", **parts}
    return JsonResponse(answer, status=200 if is_well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("healthz: the database does not answer (%s)", type(error).__name__)
        return "failing"
    return "ok"


def _migrations() -> str:
    try:
        return "ok" if _all_applied() else "missing"
    except _Missing:
        return "missing"
    except DatabaseError as error:
        log.warning("healthz: the migrations cannot be read (%s)", type(error).__name__)
        return "failing"


class _Missing(Exception):
    """Not remembered by the cache below: what is missing now may be applied a moment later."""


@cache
def _all_applied() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Missing
    return True
