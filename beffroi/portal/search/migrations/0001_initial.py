"""The index, one text search configuration per language, and the known word nearest to a mistyped one."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

_STEMS = {"fr": "french", "nl": "dutch", "de": "german", "en": "english"}


def _configuration(language: str, stems: str) -> migrations.RunSQL:
    name = f"beffroi_{language}"
    return migrations.RunSQL(
        f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = {stems});"
        f"ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR hword, hword_part, word"
        f" WITH unaccent, {stems}_stem;",
        f"DROP TEXT SEARCH CONFIGURATION {name};",
    )


# A word that begins a known word is right as it is. Else the fewest letters changed, a third of them at most.
_NEAREST = """
CREATE FUNCTION portal_search_nearest(typed text, spoken text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET pg_trgm.similarity_threshold = 0.25
AS $$
    SELECT CASE
        WHEN length(typed) < 3 OR typed !~ '[[:alpha:]]' THEN typed
        WHEN EXISTS (SELECT 1 FROM portal_search_word WHERE language = spoken AND word LIKE typed || '%') THEN typed
        ELSE (
            SELECT word
            FROM portal_search_word, LATERAL (SELECT levenshtein(word, left(typed, 40)) AS distance) AS compared
            WHERE language = spoken AND word % left(typed, 40) AND distance <= greatest(2, length(typed) / 3)
            ORDER BY distance, similarity(word, typed) DESC, word
            LIMIT 1
        )
    END
$$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kernel", "0001_initial")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("kind", models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ("checksum", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=2)),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("language", "word"), name="search_word_once")],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="portal_search_word_near", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.SlugField(max_length=20)),
                ("code", models.CharField(max_length=80)),
                ("language", models.CharField(max_length=2)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("from_on", models.DateField(null=True)),
                ("until_on", models.DateField(null=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "code", "language"), name="search_document_once_per_language"
                    )
                ],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="search_document_by_words")
                ],
            },
        ),
        *(_configuration(language, stems) for language, stems in _STEMS.items()),
        migrations.RunSQL(_NEAREST, "DROP FUNCTION portal_search_nearest(text, text)"),
    ]
