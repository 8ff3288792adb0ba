"""A person's own rows are his: the database shows and takes no others from the serving role."""

from django.db import migrations

_PERSON = "NULLIF(current_setting('beffroi.person', true), '')::uuid"
_TABLES = ("portal_personaltile", "portal_preference")


def _wall(table: str) -> migrations.RunSQL:
    own = f"account_id = {_PERSON}"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY own_rows ON {table} USING ({own}) WITH CHECK ({own});",
        f"DROP POLICY own_rows ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [_wall(table) for table in _TABLES]
