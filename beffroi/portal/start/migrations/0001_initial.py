# Begun by Django 5.2.19 on 2026-11-24 08:08

import beffroi.kernel.localized
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('account_id', models.UUIDField(primary_key=True, serialize=False)),
                ('came_at', models.DateTimeField()),
                ('before_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(max_length=20)),
                ('code', models.CharField(max_length=80)),
                ('detail', models.CharField(blank=True, max_length=80)),
                ('title', beffroi.kernel.localized.LocalizedField(default=beffroi.kernel.localized.Localized, required=())),
                ('happened_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'code', 'detail'), name='change_told_once')],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE portal_start_arrival ENABLE ROW LEVEL SECURITY;"
            "CREATE POLICY own_rows ON portal_start_arrival"
            " USING (account_id = NULLIF(current_setting('beffroi.person', true), '')::uuid)"
            " WITH CHECK (account_id = NULLIF(current_setting('beffroi.person', true), '')::uuid);",
            "DROP POLICY own_rows ON portal_start_arrival; ALTER TABLE portal_start_arrival DISABLE ROW LEVEL SECURITY;",
        ),
    ]
