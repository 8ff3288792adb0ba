"""Memberships and rights are seen by their organisation and their person; an account by those who may know it."""

from django.db import migrations

from beffroi.kernel.db import isolate

_PERSON = "NULLIF(current_setting('beffroi.person', true), '')::uuid"
_RECOGNISED = "decode(NULLIF(current_setting('beffroi.recognised', true), ''), 'hex')"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        isolate("access_membership", person="account_id"),
        isolate("access_right", person="account_id"),
        migrations.RunSQL(
            f"""
            ALTER TABLE access_account ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own_account ON access_account FOR SELECT USING (id = {_PERSON});
            -- the look into memberships is itself walled: it shows those of the actor's organisation and his own
            CREATE POLICY colleague ON access_account FOR SELECT
                USING (id IN (SELECT account_id FROM access_membership));
            -- the sign-in service proved the NISS; whoever knows a look-up value holds the number and the key
            CREATE POLICY recognised ON access_account FOR SELECT USING (niss_lookup = {_RECOGNISED});
            """,
            """
            DROP POLICY recognised ON access_account;
            DROP POLICY colleague ON access_account;
            DROP POLICY own_account ON access_account;
            ALTER TABLE access_account DISABLE ROW LEVEL SECURITY;
            """,
        ),
        migrations.RunSQL(
            """
            ALTER TABLE access_right ADD CONSTRAINT access_right_of_its_membership
                FOREIGN KEY (membership_id, account_id, organisation_id)
                REFERENCES access_membership (id, account_id, organisation_id);
            """,
            "ALTER TABLE access_right DROP CONSTRAINT access_right_of_its_membership;",
        ),
    ]
