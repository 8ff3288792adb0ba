"""Lists are found by their own names too. Expand only: the column has a default, and fifty rows are filled."""

from django.db import migrations, models

from beffroi.apps.code_lists.rules.text import list_search_text


def fill(apps, schema_editor):
    for each in apps.get_model("code_lists", "CodeList").objects.all():
        each.search_text = list_search_text(each.key, each.annex, each.title, each.description)
        each.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("code_lists", "0002_nearest_word")]

    operations = [
        migrations.AddField("codelist", "search_text", models.TextField(default="")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
