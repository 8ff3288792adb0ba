"""Which messages the Python files and templates of the project ask for."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

# Which arguments of a call hold context, singular and plural; Django's names, with and without `_lazy`.
_SHAPES = {
    "_": ("id",),
    "gettext": ("id",),
    "gettext_noop": ("id",),
    "pgettext": ("context", "id"),
    "ngettext": ("id", "plural"),
    "npgettext": ("context", "id", "plural"),
}
_TEMPLATES = (".html", ".txt", ".xml", ".svg")
_STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"\b(_|n?p?gettext)\((\s*{_STRING}(?:\s*,\s*{_STRING})*)")


@dataclass(frozen=True, order=True, slots=True)
class Key:
    """What a catalogue looks a message up by."""

    id: str
    context: str = ""


@dataclass(slots=True)
class Wanted:
    plural: str = ""
    files: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Found:
    """All messages of the sources, and one sentence for each file that could not be read."""

    wanted: dict[Key, Wanted] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    def add(self, arguments: dict[str, str], file: str) -> None:
        if not arguments["id"]:
            return
        wanted = self.wanted.setdefault(Key(arguments["id"], arguments.get("context", "")), Wanted())
        wanted.plural = wanted.plural or arguments.get("plural", "")
        wanted.files.add(file)


def collect(package: Path) -> Found:
    """Every message below `package`; paths are given from its parent."""
    found = Found()
    for path in sorted(_files(package)):
        name = path.relative_to(package.parent).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
            for arguments in _in_python(text) if path.suffix == ".py" else _in_template(text, name):
                found.add(arguments, name)
        except (SyntaxError, ValueError, OSError) as error:
            found.unreadable.append(f"{name}: {error}")
    return found


def _files(package: Path) -> Iterable[Path]:
    for path in package.rglob("*.*"):
        is_template = "templates" in path.parts and path.suffix in _TEMPLATES
        if path.suffix == ".py" or is_template:
            yield path


def _in_python(text: str) -> Iterator[dict[str, str]]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        shape = _SHAPES.get(name.removesuffix("_lazy"))
        values = [a.value for a in node.args[: len(shape)] if isinstance(a, ast.Constant)] if shape else []
        if shape and len(values) == len(shape) and all(isinstance(value, str) for value in values):
            yield dict(zip(shape, map(str, values), strict=True))


def _in_template(text: str, name: str) -> Iterator[dict[str, str]]:
    for call in _CALL.finditer(templatize(text, origin=name)):
        values = ast.literal_eval(f"({call[2]},)")
        yield dict(zip(_SHAPES[call[1]], values, strict=False))
