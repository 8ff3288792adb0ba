"""Database roles and their rights, brought up to date after every migration. Everything not granted is refused."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg import sql

from beffroi.kernel.db import ROLE_OF_SERVICE, service_of

_OWN = "SELECT, INSERT, UPDATE, DELETE"


def grants() -> Iterator[tuple[str, str, str]]:
    """(table, service, privileges) for every table. An AppConfig's `database_grants` narrows or shares its own:
    `{"audit_record": {"portal": "SELECT, INSERT", "identity": "INSERT"}}`."""
    for config in apps.get_app_configs():
        declared: dict[str, dict[str, str]] = getattr(config, "database_grants", {})
        tables = {model._meta.db_table for model in config.get_models(include_auto_created=True)} | set(declared)
        for table in sorted(tables):
            yield from (
                (table, service, privileges)
                for service, privileges in declared.get(table, {service_of(config.label): _OWN}).items()
            )
    yield from (("django_migrations", service, "SELECT") for service in ROLE_OF_SERVICE)


def create_roles(using: str = DEFAULT_DB_ALIAS) -> None:
    """Roles are of the whole server: made once, their passwords set each time (they follow BEFFROI_SECRET)."""
    with connections[using].cursor() as cursor:
        for service, role in ROLE_OF_SERVICE.items():
            cursor.execute(
                sql.SQL(
                    "DO $$ BEGIN CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;"
                    " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
                ).format(role=sql.Identifier(role))
            )
            if password := settings.DATABASE_PASSWORDS.get(service):
                _retried(
                    cursor,
                    sql.SQL("ALTER ROLE {role} PASSWORD {password}").format(
                        role=sql.Identifier(role), password=sql.Literal(password)
                    ),
                )
        for service in ("portal", "identity"):
            _retried(cursor, f"GRANT {ROLE_OF_SERVICE[service]} TO {ROLE_OF_SERVICE['worker']}")


def grant_all(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    create_roles(using)
    # In one transaction: a process that serves meanwhile is never without its rights.
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        existing = set(connections[using].introspection.table_names(cursor))
        for role in ROLE_OF_SERVICE.values():
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
            cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        for table, service, privileges in grants():
            if table in existing:
                cursor.execute(f'GRANT {privileges} ON "{table}" TO {ROLE_OF_SERVICE[service]}')
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'procrastinate%'"
        )
        for (table,) in cursor.fetchall():
            for role in ROLE_OF_SERVICE.values():
                cursor.execute(f'GRANT {_OWN} ON "{table}" TO {role}')


def _retried(cursor: Any, statement: Any) -> None:
    """Two servers starting at once may update the same role; the catalogue then says so, and the second try wins."""
    from django.db.utils import InternalError

    for attempt in range(5):
        try:
            cursor.execute(statement)
            return
        except InternalError as error:
            if attempt == 4 or "concurrently updated" not in str(error):
                raise
