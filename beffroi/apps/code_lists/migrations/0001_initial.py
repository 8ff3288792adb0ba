import beffroi.kernel.localized
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name='CodeList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, unique=True)),
                ('annex', models.PositiveSmallIntegerField(null=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('owner', models.SlugField(max_length=20)),
                ('owner_name', beffroi.kernel.localized.LocalizedField(default=beffroi.kernel.localized.Localized, required=())),
                ('title', beffroi.kernel.localized.LocalizedField(default=beffroi.kernel.localized.Localized, required=('fr', 'nl', 'de', 'en'))),
                ('description', beffroi.kernel.localized.LocalizedField(default=beffroi.kernel.localized.Localized, required=())),
                ('source_url', models.URLField(blank=True)),
                ('licence', beffroi.kernel.localized.LocalizedField(default=beffroi.kernel.localized.Localized, required=())),
                ('attribution', models.TextField(blank=True)),
                ('weight', models.PositiveSmallIntegerField(default=3)),
                ('explains_messages', models.BooleanField(default=False)),
                ('links', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='ListVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=40)),
                ('state', models.CharField(default='draft', max_length=10)),
                ('source', models.CharField(default='upload', max_length=10)),
                ('checksum', models.CharField(max_length=64)),
                ('entry_count', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=500)),
                ('proposed_by_id', models.UUIDField(null=True)),
                ('proposed_by_name', models.CharField(blank=True, max_length=200)),
                ('proposed_at', models.DateTimeField()),
                ('submitted_by_id', models.UUIDField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('published_by_id', models.UUIDField(null=True)),
                ('published_by_name', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField(null=True)),
                ('withdrawn_by_name', models.CharField(blank=True, max_length=200)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawal_reason', models.CharField(blank=True, max_length=500)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='code_lists.listversion')),
                ('code_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='code_lists.codelist')),
            ],
        ),
        migrations.AddField(
            model_name='codelist',
            name='current_version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='code_lists.listversion'),
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=200)),
                ('variant', models.CharField(blank=True, max_length=200)),
                ('valid_from', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('parent', models.CharField(blank=True, max_length=200)),
                ('labels', beffroi.kernel.localized.LocalizedField(default=beffroi.kernel.localized.Localized, required=())),
                ('short', beffroi.kernel.localized.LocalizedField(default=beffroi.kernel.localized.Localized, required=())),
                ('extra', models.JSONField(default=dict)),
                ('replaced_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('damage', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('code_folded', models.CharField(max_length=400)),
                ('search_text', models.TextField()),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='code_lists.listversion')),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['word'], name='search_word_near', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.UniqueConstraint(fields=('code_list', 'label'), name='code_list_version_label_once'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'withdrawn', 'published'))), name='code_list_version_state_known'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ('reference', 'upload'))), name='code_list_version_source_known'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='code_list_version_published_dated'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(('published_by_id__isnull', True), models.Q(models.Q(('published_by_id', models.F('proposed_by_id')), _negated=True), models.Q(('published_by_id', models.F('submitted_by_id')), _negated=True)), _connector='OR'), name='code_list_version_two_persons'),
        ),
        migrations.AddIndex(
            model_name='code',
            index=models.Index(fields=['version', 'position'], name='code_in_order'),
        ),
        migrations.AddIndex(
            model_name='code',
            index=models.Index(fields=['version', 'code_folded'], name='code_by_code'),
        ),
        migrations.AddIndex(
            model_name='code',
            index=models.Index(condition=models.Q(('parent', ''), _negated=True), fields=['version', 'parent'], name='code_by_parent'),
        ),
        migrations.AddIndex(
            model_name='code',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='code_by_text', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='code',
            index=django.contrib.postgres.indexes.GinIndex(fields=['replaced_by'], name='code_by_successor'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='code_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), ('damage__contains', ['inverted_dates']), _connector='OR'), name='code_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('code')), _negated=True), name='code_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('damage__contains', ['inverted_dates']), _negated=True), expressions=[('version', '='), ('code', '='), ('variant', '='), (models.Func('valid_from', 'valid_until', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='code_periods_do_not_overlap'),
        ),
    ]
