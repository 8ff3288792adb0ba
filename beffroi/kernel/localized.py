"""Texts kept as data in the portal's languages. A missing language is shown as missing, never filled in silence."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

LANGUAGES = ("fr", "nl", "de", "en")

# Whom a reader without his own language understands best; the reader is told (`Text.is_missing`).
_NEXT_BEST = {
    "fr": ("fr", "nl", "en", "de"),
    "nl": ("nl", "fr", "en", "de"),
    "de": ("de", "fr", "nl", "en"),
    "en": ("en", "fr", "nl", "de"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """`language` is what `value` is really written in, for the `lang` attribute."""

    value: str
    language: str
    is_missing: bool

    def __str__(self) -> str:
        return self.value


class Localized(dict[str, str]):
    """`{"fr": "Commune", "nl": "Gemeente"}`; absent and empty are the same."""

    def in_language(self, code: str) -> Text:
        for language in _NEXT_BEST.get(code, LANGUAGES):
            if value := self.get(language):
                return Text(value, language, is_missing=language != code)
        return Text("", code, is_missing=True)

    @property
    def missing_languages(self) -> list[str]:
        return [language for language in LANGUAGES if not self.get(language)]


class LocalizedField(models.JSONField):
    """A `Localized` per row. `required`: the languages that must be there."""

    def __init__(self, *args: Any, required: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.required = required
        kwargs.setdefault("default", Localized)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "required": self.required}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Localized:
        return Localized(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Any:
        return Localized(value) if isinstance(value, dict) else value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if unknown := set(value) - set(LANGUAGES):
            raise ValidationError("unknown_language", params={"languages": sorted(unknown)})
        if missing := [language for language in self.required if not value.get(language)]:
            raise ValidationError("missing_language", params={"languages": missing})
