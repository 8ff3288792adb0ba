"""What the portal's search looks in. Only what everybody may read is put here: nobody finds what he may not see."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Document(models.Model):
    """One text in one language. `kind` and `code` lead to its page (`sources`). Shown from `from_on` until `until_on`
    (exclusive), always when empty. `vector` by the language's own configuration. Holds no personal data."""

    kind = models.SlugField(max_length=20)
    code = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    vector = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "language"], name="search_document_once_per_language"),
        ]
        indexes = [GinIndex(fields=["vector"], name="search_document_by_words")]


class Word(models.Model):
    """Every word of every document, once a language: what a mistyped word is compared with. No personal data."""

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_once")]
        indexes = [GinIndex(fields=["word"], name="portal_search_word_near", opclasses=["gin_trgm_ops"])]


class Edition(models.Model):
    """Which state of a kind's texts is in the index, so that an unchanged one is not put in again. No personal data."""

    kind = models.SlugField(primary_key=True, max_length=20)
    checksum = models.CharField(max_length=64)
