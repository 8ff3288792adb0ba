"""A person's own row is his."""

from django.db import migrations

_OWN = "account_id = NULLIF(current_setting('beffroi.person', true), '')::uuid"


class Migration(migrations.Migration):
    dependencies = [("portal_tour", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE portal_tour_tourprogress ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY own_rows ON portal_tour_tourprogress USING ({_OWN}) WITH CHECK ({_OWN});",
            "DROP POLICY own_rows ON portal_tour_tourprogress;"
            "ALTER TABLE portal_tour_tourprogress DISABLE ROW LEVEL SECURITY;",
        )
    ]
