"""A text missing in the reader's language is shown in another and says so; it is never passed off as his."""

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation

from beffroi.kernel.localized import Localized, LocalizedField, Text


@pytest.mark.parametrize(
    ("values", "asked", "expected"),
    [
        ({"fr": "Commune", "nl": "Gemeente"}, "nl", Text("Gemeente", "nl", False)),
        ({"fr": "Commune", "nl": "Gemeente"}, "de", Text("Commune", "fr", True)),
        ({"en": "Municipality", "de": "Gemeinde"}, "nl", Text("Municipality", "en", True)),
        ({"fr": "", "nl": "Gemeente"}, "fr", Text("Gemeente", "nl", True)),
        ({}, "fr", Text("", "fr", True)),
    ],
)
def test_the_next_best_language_is_named(values: dict[str, str], asked: str, expected: Text) -> None:
    assert Localized(values).in_language(asked) == expected


def test_missing_languages_are_listed() -> None:
    assert Localized(fr="Commune", nl="").missing_languages == ["nl", "de", "en"]


@pytest.mark.parametrize(
    ("language", "html"), [("fr", "Commune"), ("de", '<span lang="fr">Commune</span>'), ("nl", "&lt;b&gt;")]
)
def test_the_filter_marks_another_language_and_escapes(language: str, html: str) -> None:
    template = Template("{% load localized %}{{ name|localized }}")
    with translation.override(language):
        assert template.render(Context({"name": Localized(fr="Commune", nl="<b>")})) == html


def test_a_column_demands_its_languages_and_knows_no_others() -> None:
    field = LocalizedField(required=("fr", "nl"))
    field.validate({"fr": "Commune", "nl": "Gemeente"}, None)
    with pytest.raises(ValidationError, match="missing_language"):
        field.validate({"fr": "Commune"}, None)
    with pytest.raises(ValidationError, match="unknown_language"):
        field.validate({"fr": "Commune", "nl": "Gemeente", "es": "Municipio"}, None)


def test_a_column_reads_localized_values() -> None:
    field = LocalizedField(required=("fr",))
    assert field.from_db_value('{"fr": "Commune"}', None, None).in_language("fr").value == "Commune"
    assert field.from_db_value(None, None, None) == {}
    assert field.deconstruct()[3]["required"] == ("fr",)
