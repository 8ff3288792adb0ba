"""A draft is its owner's, in the organisation it was typed for; two narrow functions look past that wall."""

from django.db import migrations

_ORGANISATION = "NULLIF(current_setting('beffroi.organisation', true), '')::uuid"
_PERSON = "NULLIF(current_setting('beffroi.person', true), '')::uuid"
_OWN = f"person_id = {_PERSON} AND organisation_id IS NOT DISTINCT FROM {_ORGANISATION}"

# Functions of the owner: the serving roles learn a number, never a row. Neither takes a time, so none can be forged.
_FUNCTIONS = f"""
CREATE FUNCTION kernel_drafts_purge() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM kernel_drafts_draft WHERE expires_at <= now() RETURNING 1) SELECT count(*)::integer FROM gone
$$;
CREATE FUNCTION kernel_drafts_others(a_form text, an_object text, minutes integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT person_id)::integer FROM kernel_drafts_draft
  WHERE form = a_form AND object = an_object AND saved_at > now() - make_interval(mins => LEAST(minutes, 60))
    AND organisation_id = {_ORGANISATION} AND person_id <> {_PERSON}
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel_drafts", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE kernel_drafts_draft ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY own_rows ON kernel_drafts_draft USING ({_OWN}) WITH CHECK ({_OWN});",
            "DROP POLICY own_rows ON kernel_drafts_draft; ALTER TABLE kernel_drafts_draft DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            _FUNCTIONS,
            "DROP FUNCTION kernel_drafts_purge(); DROP FUNCTION kernel_drafts_others(text, text, integer);",
        ),
    ]
