"""An organisation's days are its own, a feed is its person's; one function finds the owner of a secret address."""

from django.db import migrations

from beffroi.kernel.db import isolate

_OWN = "account_id = NULLIF(current_setting('beffroi.person', true), '')::uuid"


class Migration(migrations.Migration):
    dependencies = [("portal_calendar", "0001_initial")]
    operations = [
        isolate("portal_calendar_ownday"),
        migrations.RunSQL(
            "ALTER TABLE portal_calendar_calendarfeed ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY own_rows ON portal_calendar_calendarfeed USING ({_OWN}) WITH CHECK ({_OWN});",
            "DROP POLICY own_rows ON portal_calendar_calendarfeed;"
            "ALTER TABLE portal_calendar_calendarfeed DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            "CREATE FUNCTION portal_calendar_owner(a_hash bytea)"
            " RETURNS TABLE (account_id uuid, workplace_id uuid, language varchar)"
            " LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
            " SELECT f.account_id, f.workplace_id, f.language FROM portal_calendar_calendarfeed f"
            " WHERE f.token_hash = a_hash $$;",
            "DROP FUNCTION portal_calendar_owner(bytea);",
        ),
    ]
