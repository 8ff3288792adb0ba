"""Which forms keep a draft. Each declares itself once, beside its form class; the database knows only its code."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.forms import BaseForm, FileField, PasswordInput
from django.utils.functional import Promise

from beffroi.kernel.errors import BadRequest

Fields = Mapping[str, list[str]]  # as posted: each name with its values


@dataclass(frozen=True, slots=True)
class Kind:
    """`code`: `application.form`, never changed. `address(object)`: where the form stands, a path of this service.

    `object` is what the form is about (a file's reference, a list's key), empty where there is one such form only.
    """

    code: str
    title: str | Promise
    form: type[BaseForm]
    address: Callable[[str], str]
    days: int = 30  # after the last save

    def worth_keeping(self, posted: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
        """The form's own fields. Never files (a browser does not let us put them back) nor passwords."""
        left_out = {name for name, field in self._fields.items() if _is_left_out(field)}
        known = set(self._fields) - left_out
        return {name: values for name, values in posted if name in known or name.rpartition("_")[0] in known}

    @property
    def has_files(self) -> bool:
        return any(isinstance(field, FileField) for field in self._fields.values())

    def label(self, name: str) -> str:
        field = self._fields.get(name) or self._fields.get(name.rpartition("_")[0])
        return str(getattr(field, "label", "") or name)

    def words(self, name: str, values: list[str]) -> str:
        """As the person sees it: the words of a choice, not its code."""
        choices = {str(value): str(word) for value, word in _flat(getattr(self._fields.get(name), "choices", ()))}
        return ", ".join(choices.get(value, value) for value in values)

    @property
    def _fields(self) -> Mapping[str, object]:
        fields: Mapping[str, object] = getattr(self.form, "base_fields", {})
        return fields


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    _kinds[kind.code] = kind
    return kind


def known(code: str) -> Kind | None:
    """None too for the form of an earlier version that no longer exists."""
    return _kinds.get(code)


def called(code: str) -> Kind:
    """Raises `BadRequest`."""
    if (kind := known(code)) is None:
        raise BadRequest("unknown_draft")
    return kind


def _is_left_out(field: object) -> bool:
    return isinstance(field, FileField) or isinstance(getattr(field, "widget", None), PasswordInput)


def _flat(choices: Iterable[tuple[object, object]]) -> Iterable[tuple[object, object]]:
    """Grouped choices too."""
    for value, word in choices:
        if isinstance(word, list | tuple):
            yield from word
        else:
            yield value, word
