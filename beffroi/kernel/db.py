"""The last wall: ordinary database roles, row-level security set per transaction from the actor.

Roles. `owner` (DATABASE_URL) migrates and loads; it serves nobody. `beffroi_portal` and `beffroi_identity` serve; each
reads its own tables only. `beffroi_worker` may become either, one job at a time. None owns a table or bypasses policies.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import connection, migrations, transaction

from beffroi.kernel.actor import NOBODY, Actor

ROLE_OF_SERVICE = {
    "portal": "beffroi_portal",
    "identity": "beffroi_identity",
    "worker": "beffroi_worker",
}

_SET = (
    "SELECT set_config('role', %s, true), set_config('beffroi.organisation', %s, true),"
    " set_config('beffroi.person', %s, true)"
)
_ORGANISATION = "NULLIF(current_setting('beffroi.organisation', true), '')::uuid"
_PERSON = "NULLIF(current_setting('beffroi.person', true), '')::uuid"


def service_of(app_label: str) -> str:
    """Which service's role owns the rows of an application's tables."""
    return "identity" if app_label.startswith("identity") else "portal"


@contextmanager
def acting(actor: Actor, *, service: str = "portal") -> Iterator[None]:
    """One transaction as `service`'s ordinary role, in which the database shows what `actor` may see, and no more."""
    nested = connection.in_atomic_block
    before = _current() if nested else None
    with transaction.atomic():
        _set(_role_for(service), actor.organisation_id, actor.person_id)
        yield
    if before is not None:  # SET LOCAL outlives a released savepoint
        with connection.cursor() as cursor:
            cursor.execute(_SET, before)


@contextmanager
def as_role(service: str) -> Iterator[None]:
    """A transaction of `service` in which nobody acts yet."""
    with acting(NOBODY, service=service):
        yield


def let_act(actor: Actor) -> None:
    """Within `acting`, changes who acts (a person chose his organisation, or was just recognised)."""
    _set(None, actor.organisation_id, actor.person_id)


def _role_for(service: str) -> str:
    role = ROLE_OF_SERVICE[service]
    if settings.DATABASE_ROLE in {"owner", "worker"} or service == settings.DATABASE_ROLE:
        return role
    raise ValueError(f"The {settings.DATABASE_ROLE} process does not act for {service}.")


def _set(role: str | None, organisation: UUID | None, person: UUID | None) -> None:
    with connection.cursor() as cursor:
        if role is None:
            cursor.execute("SELECT current_setting('role')")
            role = str(cursor.fetchone()[0])
        cursor.execute(_SET, [role, str(organisation or ""), str(person or "")])


def _current() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('role'), COALESCE(current_setting('beffroi.organisation', true), ''),"
            " COALESCE(current_setting('beffroi.person', true), '')"
        )
        return list(cursor.fetchone())


def isolate(table: str, *, organisation: str = "organisation_id", person: str | None = None) -> migrations.RunSQL:
    """The migration step that walls `table` in: its rows are seen and written by their organisation only.

    `person`: a column whose person may also read his own rows, before he chose an organisation.
    """
    own = f"{organisation} = {_ORGANISATION}"
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY organisation_only ON {table} USING ({own}) WITH CHECK ({own})",
    ]
    undo = [f"DROP POLICY organisation_only ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
    if person:
        statements.append(f"CREATE POLICY own_rows ON {table} FOR SELECT USING ({person} = {_PERSON})")
        undo.insert(0, f"DROP POLICY own_rows ON {table}")
    return migrations.RunSQL(_joined(statements), _joined(undo))


def append_only(table: str, *, organisation: str = "organisation_id") -> migrations.RunSQL:
    """The migration step for a log: any row may be added, its organisation reads it, nothing changes it again.

    The trigger holds against the owner too; only a partition that has served its time is dropped.
    """
    own = f"{organisation} = {_ORGANISATION}"
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY anybody_writes ON {table} FOR INSERT WITH CHECK (true)",
        f"CREATE POLICY organisation_reads ON {table} FOR SELECT USING ({own})",
        (
            f"CREATE FUNCTION {table}_unchanged() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        ),
        (
            f"CREATE TRIGGER unchanged BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_unchanged()"
        ),
    ]
    undo = [
        f"DROP TRIGGER unchanged ON {table}",
        f"DROP FUNCTION {table}_unchanged()",
        f"DROP POLICY organisation_reads ON {table}",
        f"DROP POLICY anybody_writes ON {table}",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
    return migrations.RunSQL(_joined(statements), _joined(undo))


def _joined(statements: Sequence[str]) -> str:
    return ";\n".join(statements) + ";"
