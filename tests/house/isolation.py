"""The walk through every table of an organisation: what another organisation's actor manages to touch."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import ProgrammingError, connection
from django.db.models import AutoField, Model, QuerySet

from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting, service_of

# Tables that carry an organisation and are open all the same: label → why. (The directory itself carries none.)
SHARED: dict[str, str] = {}
# Tables into which anybody writes a row of any organisation: label → why.
WRITTEN_BY_ALL = {"kernel.AuditRecord": "a refused attempt is logged for the organisation it concerned"}


def organisation_column(model: type[Model]) -> str | None:
    columns = [field.column for field in model._meta.concrete_fields]
    return next((column for column in columns if column in {"organisation_id", "organisation"}), None)


def models_with_organisation() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if organisation_column(model) and model._meta.label not in SHARED
    ]


class _Undo(Exception):
    """Carries the number of rows out of a transaction that must not last."""


@dataclass(frozen=True)
class Walk:
    """`mine` and `theirs`: one row each of two organisations; the walker acts for the first."""

    model: type[Model]
    mine: Model
    theirs: Model

    @property
    def table(self) -> str:
        return f'"{self.model._meta.db_table}"'

    @property
    def column(self) -> str:
        column = organisation_column(self.model)
        assert column
        return column

    def organisation_of(self, row: Model) -> uuid.UUID:
        field = next(field for field in self.model._meta.concrete_fields if field.column == self.column)
        value: uuid.UUID = getattr(row, field.attname)
        return value

    def breaches(self) -> Iterator[str]:
        """What should have been impossible, and was not; first of all, that the walk proves anything."""
        if self._touched(lambda: self._orm_count(self.mine)) != 1:
            yield "sees not even his own row"
        for name, act in self._attempts():
            if touched := self._touched(act):
                yield f"{name}: {touched} row(s)"

    def _attempts(self) -> Iterator[tuple[str, Callable[[], int]]]:
        table, column = self.table, self.column
        mine, theirs = self.organisation_of(self.mine), self.organisation_of(self.theirs)
        rows = self.model._default_manager.filter(pk=self.theirs.pk)
        yield "reads by ORM", lambda: self._orm_count(self.theirs)
        yield "changes by ORM", lambda: rows.update(**{self._attribute: theirs})
        yield "deletes by ORM", lambda: rows.delete()[0]
        yield "reads by SQL", lambda: _counted(f"SELECT * FROM {table} WHERE {column} = %s", theirs)
        yield "changes by SQL", lambda: _counted(f"UPDATE {table} SET {column} = {column} WHERE {column} = %s", theirs)
        yield (
            "takes over by SQL",
            lambda: _counted(f"UPDATE {table} SET {column} = %s WHERE {column} <> %s", mine, mine),
        )
        yield "deletes by SQL", lambda: _counted(f"DELETE FROM {table} WHERE {column} = %s", theirs)
        # without WHERE, which would ask the reading policy too and hide a hole in the writing one
        yield "gives away by SQL", lambda: _counted(f"UPDATE {table} SET {column} = %s", theirs)
        if self.model._meta.label not in WRITTEN_BY_ALL:
            yield "inserts for the other", self._insert_copy

    @property
    def _attribute(self) -> str:
        return next(field.attname for field in self.model._meta.concrete_fields if field.column == self.column)

    def _orm_count(self, row: Model) -> int:
        return self.model._default_manager.filter(pk=row.pk).count()

    def _insert_copy(self) -> int:
        """Without RETURNING, for the same reason."""
        key = self.model._meta.pk
        fields = [field for field in self.model._meta.concrete_fields if field is not key]
        copy = self.model(**{field.attname: getattr(self.theirs, field.attname) for field in fields})
        given = fields if isinstance(key, AutoField) else [key, *fields]
        QuerySet(self.model)._insert([copy], fields=given, using="default")
        return 1

    def _touched(self, act: Callable[[], int]) -> int:
        """Rows touched by `act` for the first organisation; a refusal by the database touches none. Nothing lasts."""
        person_id = getattr(self.mine, "person_id", None) or uuid.uuid4()  # some rows are their person's alone
        actor = Actor(person_id=person_id, organisation_id=self.organisation_of(self.mine), level=400)
        try:
            with acting(actor, service=service_of(self.model._meta.app_label)):
                raise _Undo(act())
        except _Undo as done:
            return int(done.args[0])
        except ProgrammingError:  # insufficient privilege, or a row against a policy
            return 0


def _counted(statement: str, *values: uuid.UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
