"""The log is written by everybody, read by its organisation, changed by nobody."""

from django.db import migrations

from beffroi.kernel.db import append_only


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [append_only("kernel_auditrecord")]
