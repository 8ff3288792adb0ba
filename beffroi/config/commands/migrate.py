"""`beffroi migrate`: the database itself, roles, tables and rights; quick when nothing changed."""

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from beffroi.config.commands.words import Words


def main(words: list[str]) -> int:
    Words(prog="beffroi migrate").parse_args(words)
    make_database()
    import django

    django.setup()
    migrate()
    return 0


def make_database() -> None:
    """A server that has not heard of our database gets it, where its user may; any other trouble shows later."""
    database = settings.DATABASES["default"]
    given = {
        "host": database["HOST"],
        "port": database["PORT"],
        "user": database["USER"],
        "password": database["PASSWORD"],
    }
    where = make_conninfo(**{name: value for name, value in given.items() if value})
    try:
        psycopg.connect(where, dbname=database["NAME"]).close()
    except psycopg.OperationalError as error:
        if f'database "{database["NAME"]}" does not exist' not in str(error):
            return
        with psycopg.connect(where, dbname="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database["NAME"])))


def migrate() -> bool:
    """Applies what is missing, and the rights in any case: they follow the code. False when no table changed."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from beffroi.kernel.roles import create_roles, grant_all

    create_roles()
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        grant_all()
        return False
    call_command("migrate", interactive=False, verbosity=0)  # grants by post_migrate
    return True
