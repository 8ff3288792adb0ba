"""Translations from a YAML file: a list of `{id, context, plural, fr, nl, de}`; lists of two where there is a plural."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog

from beffroi.kernel.messages.catalogues import LANGUAGES, SOURCE_LANGUAGE, Catalogues, add, messages, strings, updated
from beffroi.kernel.messages.sources import Found, Key


@dataclass(slots=True)
class Imported:
    changed: int = 0
    refused: list[str] = field(default_factory=list)


def import_file(catalogues: Catalogues, path: Path, found: Found) -> Imported:
    """Fills in what `path` translates. An entry that no source asks for, or of the wrong shape, is refused by name."""
    result = Imported()
    entries = [entry for entry in _entries(path, result) if _is_wanted(entry, found, result)]
    for language in LANGUAGES:
        catalog = updated(language, catalogues.read(language), found, keep_unused=True)
        if language != SOURCE_LANGUAGE:
            for entry in entries:
                _fill(catalog, language, entry, result)
        catalogues.write(language, catalog)
    return result


def _entries(path: Path, result: Imported) -> list[dict[str, Any]]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        result.refused.append(f"{path}: {error}")
        return []
    if not isinstance(content, list):
        result.refused.append(f"{path} is not a list of messages.")
        return []
    good = [entry for entry in content if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
    result.refused += [f"not a message with an id: {entry!r}" for entry in content if entry not in good]
    return good


def _is_wanted(entry: dict[str, Any], found: Found, result: Imported) -> bool:
    if _key(entry) in found.wanted:
        return True
    others = sorted(key.context for key in found.wanted if key.id == entry["id"])
    hint = f" (there with the context {', '.join(map(repr, others))})" if others else ""
    result.refused.append(f"no source asks for {entry['id']!r}{hint}")
    return False


def _key(entry: dict[str, Any]) -> Key:
    return Key(entry["id"], str(entry.get("context") or ""))


def _fill(catalog: Catalog, language: str, entry: dict[str, Any], result: Imported) -> None:
    given = entry.get(language)
    if given is None or given == "":
        return
    forms = [str(form) for form in given] if isinstance(given, list) else [str(given)]
    message = catalog.get(entry["id"], entry.get("context") or None)
    if message is None or len(strings(message)) != len(forms):
        wanted = len(strings(message)) if message else 0
        result.refused.append(f"{entry['id']!r} takes {wanted} form(s) in {language}, not {len(forms)}")
        return
    if strings(message) != forms or message.fuzzy:
        plural = "" if isinstance(message.id, str) else message.id[1]
        files = [name for name, _ in message.locations]
        catalog.delete(entry["id"], entry.get("context") or None)
        add(catalog, _key(entry), plural, forms, files)
        result.changed += 1


def missing(catalogues: Catalogues, found: Found, languages: list[str]) -> str:
    """A YAML skeleton of everything that has no translation yet in one of `languages`."""
    catalogs = {language: messages(catalogues.read(language)) for language in languages}
    skeleton: list[dict[str, Any]] = []
    for key, wanted in sorted(found.wanted.items()):
        empty = [
            language
            for language, known in catalogs.items()
            if key not in known or known[key].fuzzy or not all(strings(known[key]))
        ]
        if empty:
            entry: dict[str, Any] = {"id": key.id}
            if key.context:
                entry["context"] = key.context
            if wanted.plural:
                entry["plural"] = wanted.plural
            skeleton.append({**entry, **{language: ["", ""] if wanted.plural else "" for language in empty}})
    return yaml.safe_dump(skeleton, allow_unicode=True, sort_keys=False, width=1000) if skeleton else ""
