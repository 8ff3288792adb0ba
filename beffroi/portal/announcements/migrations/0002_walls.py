"""What a person has read is his own: the database shows and takes no other rows from the serving role."""

from django.db import migrations

_OWN = "account_id = NULLIF(current_setting('beffroi.person', true), '')::uuid"


class Migration(migrations.Migration):
    dependencies = [("portal_announcements", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE portal_announcements_reading ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY own_rows ON portal_announcements_reading USING ({_OWN}) WITH CHECK ({_OWN});",
            "DROP POLICY own_rows ON portal_announcements_reading;"
            "ALTER TABLE portal_announcements_reading DISABLE ROW LEVEL SECURITY;",
        ),
    ]
