"""Another organisation's actor sees and changes nothing, with raw SQL neither; the roles cannot be more than they are."""

import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import Model
from django.test.utils import isolate_apps

from beffroi.kernel.db import ROLE_OF_SERVICE, isolate, service_of
from tests.factories import registry
from tests.house.isolation import SHARED, WRITTEN_BY_ALL, Walk, models_with_organisation, organisation_column

pytestmark = pytest.mark.django_db
WALLED = models_with_organisation()
SERVICES = ("portal", "identity")


@pytest.mark.parametrize("model", WALLED, ids=lambda model: model._meta.label)
def test_another_organisation_sees_and_changes_nothing(model: type[Model]) -> None:
    mine, theirs = (registry.rows_for(model, uuid.uuid4()) for _ in range(2))
    assert list(Walk(model, mine, theirs).breaches()) == []


def test_every_model_of_an_organisation_has_a_maker_and_every_exception_a_model() -> None:
    registry.load()
    labels = {model._meta.label for model in WALLED}
    assert labels <= set(registry.REGISTRY), "a model without a maker cannot be walked: add it to tests/factories"
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(SHARED) | set(WRITTEN_BY_ALL) <= known


def test_every_table_of_an_organisation_has_its_policies() -> None:
    """Tables that no model knows too."""
    assert _unwalled() == []


def _unwalled() -> list[str]:
    shared = [apps.get_model(label)._meta.db_table for label in SHARED]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped
              AND a.attname IN ('organisation_id', 'organisation') AND NOT c.relname = ANY(%s)
              AND (NOT c.relrowsecurity OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
            ORDER BY 1
            """,
            [shared],
        )
        return [str(row[0]) for row in cursor.fetchall()]


# --- The negative twin: what no policy guards is found -----------------------------------------------------------------


@pytest.fixture
def unwalled() -> Iterator[type[Model]]:
    with isolate_apps("beffroi.apps.access"):

        class Forgotten(models.Model):
            """Holds no personal data; lives in this test only."""

            organisation_id = models.UUIDField()

            class Meta:
                app_label = "access"

        with connection.schema_editor() as editor:
            editor.create_model(Forgotten)
        with connection.cursor() as cursor:
            cursor.execute("GRANT ALL ON access_forgotten TO beffroi_portal")
            cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO beffroi_portal")
        yield Forgotten


def _walk(model: Any) -> list[str]:
    mine, theirs = (model.objects.create(organisation_id=uuid.uuid4()) for _ in range(2))
    return list(Walk(model, mine, theirs).breaches())


def test_the_walk_catches_a_table_without_policy(unwalled: type[Model]) -> None:
    assert organisation_column(unwalled) == "organisation_id"
    assert len(_walk(unwalled)) == 9
    assert _unwalled() == ["access_forgotten"]


@pytest.mark.parametrize(
    ("policy", "caught"),
    [
        ("USING (true) WITH CHECK ({own})", "reads by SQL"),
        ("USING ({own}) WITH CHECK (true)", "inserts for the other"),
        ("USING ({own}) WITH CHECK (true)", "gives away by SQL"),
        ("USING (false) WITH CHECK (false)", "sees not even his own row"),
    ],
)
def test_the_walk_catches_a_policy_with_a_hole(unwalled: type[Model], policy: str, caught: str) -> None:
    own = "organisation_id = NULLIF(current_setting('beffroi.organisation', true), '')::uuid"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_forgotten ENABLE ROW LEVEL SECURITY")
        cursor.execute(f"CREATE POLICY leaky ON access_forgotten {policy.format(own=own)}")
    assert any(breach.startswith(caught) for breach in _walk(unwalled))


def test_the_walk_passes_a_table_walled_in_by_the_houses_own_step(unwalled: type[Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(str(isolate("access_forgotten").sql))
    assert _walk(unwalled) == []
    assert _unwalled() == []


# --- The roles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLE_OF_SERVICE.values())
def test_a_serving_role_is_ordinary(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = %s",
            [role],
        )
        assert cursor.fetchone() == (False,) * 5
        cursor.execute("SELECT relname FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE rolname = %s", [role])
        assert cursor.fetchall() == [], "an owner is not bound by policies"
        cursor.execute("SELECT pg_has_role(%s, current_user, 'MEMBER')", [role])
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [role])
        assert cursor.fetchone() == (False,)


def test_only_the_worker_may_become_another_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.rolname, r.rolname FROM pg_auth_members JOIN pg_roles m ON m.oid = member"
            " JOIN pg_roles r ON r.oid = roleid WHERE m.rolname = ANY(%s) ORDER BY 2",
            [list(ROLE_OF_SERVICE.values())],
        )
        assert cursor.fetchall() == [
            (ROLE_OF_SERVICE["worker"], ROLE_OF_SERVICE["identity"]),
            (ROLE_OF_SERVICE["worker"], ROLE_OF_SERVICE["portal"]),
        ]


def _signed_in(service: str) -> "psycopg.Connection[Any]":
    """A connection as the service itself makes it: with its own name and password."""
    known = connection.settings_dict
    return psycopg.connect(
        host=known["HOST"],
        port=known["PORT"] or None,
        dbname=known["NAME"],
        user=ROLE_OF_SERVICE[service],
        password=settings.DATABASE_PASSWORDS[service],
        autocommit=True,
    )


@pytest.mark.parametrize("service", ["portal", "identity", "worker"])
def test_a_service_cannot_become_the_owner(service: str) -> None:
    owner = connection.settings_dict["USER"]
    with _signed_in(service) as own:
        for statement in (
            f'SET ROLE "{owner}"',
            f'SET SESSION AUTHORIZATION "{owner}"',
            f"ALTER ROLE {ROLE_OF_SERVICE[service]} BYPASSRLS",
            "ALTER TABLE access_membership DISABLE ROW LEVEL SECURITY",
            "DROP POLICY organisation_only ON access_membership",
            "CREATE TABLE mine (id int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(statement)


def test_a_service_cannot_look_past_the_policies() -> None:
    with _signed_in("portal") as own:
        own.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            own.execute("SELECT * FROM access_membership")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditrecord SET reason = 'x'",
        "DELETE FROM kernel_auditrecord",
        "TRUNCATE kernel_auditrecord",
        "DROP TABLE kernel_auditrecord",
    ],
)
def test_no_service_rewrites_the_log(service: str, statement: str) -> None:
    with _signed_in(service) as own, pytest.raises(psycopg.errors.InsufficientPrivilege):
        own.execute(statement)


def _tables_of(service: str) -> list[str]:
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in {"kernel", "procrastinate"} and service_of(model._meta.app_label) == service
    ]


@pytest.mark.parametrize(("owner", "stranger"), [("identity", "portal"), ("portal", "identity")])
def test_neither_service_reads_or_writes_the_others_tables(owner: str, stranger: str) -> None:
    tables = _tables_of(owner)
    assert tables
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t FROM unnest(%s::text[]) AS t WHERE has_table_privilege(%s, t, 'SELECT, INSERT, UPDATE, DELETE,"
            " TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege(%s, t, 'SELECT, INSERT, UPDATE, REFERENCES')",
            [tables, ROLE_OF_SERVICE[stranger], ROLE_OF_SERVICE[stranger]],
        )
        assert cursor.fetchall() == []
    with _signed_in(stranger) as own, pytest.raises(psycopg.errors.InsufficientPrivilege):
        own.execute(f'SELECT * FROM "{tables[0]}"')
