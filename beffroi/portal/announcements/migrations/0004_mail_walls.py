"""A subscription is its person's; jobs learn which accounts have one, and read each as that person."""

from django.db import migrations

_TABLE = "portal_announcements_mailsubscription"
_OWN = "account_id = NULLIF(current_setting('beffroi.person', true), '')::uuid"
_FUNCTIONS = f"""
CREATE FUNCTION portal_announcements_subscribers(a_kind text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT account_id FROM {_TABLE} WHERE kind = a_kind AND confirmed_at IS NOT NULL ORDER BY account_id
$$;
CREATE FUNCTION portal_announcements_forget_unconfirmed() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM {_TABLE} WHERE confirmed_at IS NULL AND asked_at < now() - interval '7 days' RETURNING 1
  ) SELECT count(*)::integer FROM gone
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("portal_announcements", "0003_mails")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {_TABLE} ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY own_rows ON {_TABLE} USING ({_OWN}) WITH CHECK ({_OWN});",
            f"DROP POLICY own_rows ON {_TABLE}; ALTER TABLE {_TABLE} DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            _FUNCTIONS,
            "DROP FUNCTION portal_announcements_subscribers(text);"
            "DROP FUNCTION portal_announcements_forget_unconfirmed();",
        ),
    ]
