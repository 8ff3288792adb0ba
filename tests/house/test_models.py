"""Each model says what personal data it holds; each row of an organisation stands behind the database's own wall."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import isolate_apps

_DECLARES = re.compile(r"personal data", re.IGNORECASE)

# Tables that name an organisation and are read by all, each with its reason.
SHARED: dict[str, str] = {}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("beffroi.")]


def without_declaration(found: list[type[models.Model]]) -> list[str]:
    """A generated docstring (`File(id, name)`) declares nothing."""
    return [model.__name__ for model in found if not _DECLARES.search(model.__doc__ or "")]


def carries_organisation(model: type[models.Model]) -> bool:
    return any(field.name in {"organisation", "organisation_id"} for field in model._meta.concrete_fields)


def without_wall(tables: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind IN ('r', 'p') AND (NOT relrowsecurity"
            " OR NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))",
            [tables],
        )
        return sorted(row[0] for row in cursor.fetchall())


def test_every_model_declares_its_personal_data() -> None:
    assert without_declaration(own_models()) == []


@isolate_apps("beffroi.kernel")
def test_a_model_may_forget_to_declare() -> None:
    class Silent(models.Model):
        """Holds something."""

        class Meta:
            app_label = "kernel"

    assert without_declaration([Silent]) == ["Silent"]


@pytest.mark.django_db
def test_every_row_of_an_organisation_is_walled_in() -> None:
    tables = [model._meta.db_table for model in own_models() if carries_organisation(model)]
    assert tables, "The walker found no model with an organisation: it looks in the wrong place."
    assert without_wall([table for table in tables if table not in SHARED]) == []


@pytest.mark.django_db
def test_an_open_table_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE house_open (organisation_id uuid)")
        assert without_wall(["house_open"]) == ["house_open"]
        cursor.execute("ALTER TABLE house_open ENABLE ROW LEVEL SECURITY")
        assert without_wall(["house_open"]) == ["house_open"], "enabled, but without a policy"


def python_paths(model: type[models.Model]) -> list[str]:
    """Choices and defaults that would store where code stands today."""

    def values(field: Any) -> list[str]:
        return [str(choice[0]) for choice in field.choices or ()] + [str(field.default)]

    return [
        f"{model.__name__}.{field.name}"
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and any("beffroi." in value for value in values(field))
    ]


def test_no_column_is_made_for_python_paths() -> None:
    assert [path for model in own_models() for path in python_paths(model)] == []


@isolate_apps("beffroi.kernel")
def test_a_python_path_is_found() -> None:
    class Pointing(models.Model):
        rule = models.CharField(max_length=80, default="beffroi.apps.welfare.rules.amount")

        class Meta:
            app_label = "kernel"

    assert python_paths(Pointing) == ["Pointing.rule"]
