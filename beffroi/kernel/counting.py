"""Counts of several applications in one statement, so that a page may show them all and still be quick.

An application's `public` answers with a `Countable` of its own rows; whoever composes asks for the numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class Countable:
    """A statement that gives the rows to count, under the row-level security of whoever acts."""

    sql: str
    values: tuple[Any, ...] = ()


def countable(rows: QuerySet[Model]) -> Countable:
    sql, values = rows.order_by().values("pk").query.sql_with_params()
    return Countable(sql, tuple(values))


def counts(asked: Sequence[Countable]) -> list[int]:
    """How many rows each has; one statement, none for nothing."""
    if not asked:
        return []
    columns = ", ".join(f"(SELECT count(*) FROM ({each.sql}) AS rows)" for each in asked)  # noqa: S608 - made by `countable`
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for each in asked for value in each.values])
        return [int(number) for number in cursor.fetchone()]
