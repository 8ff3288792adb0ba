"""Reads the catalogue's YAML folder into rows. A mistake in it is told by file and entry, and nothing is loaded."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from beffroi.kernel.localized import LANGUAGES, Localized

SEVERITIES = ("info", "success", "warning", "danger")


class CatalogueError(ValueError):
    """One sentence that says which entry of which file is wrong."""


Row = dict[str, Any]


@dataclass(slots=True)
class Files:
    """Rows by table, in the field names of the models."""

    checksum: str
    audiences: list[Row] = field(default_factory=list)
    sectors: list[Row] = field(default_factory=list)
    applications: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    announcements: list[Row] = field(default_factory=list)
    pages: list[Row] = field(default_factory=list)


def checksum_of(folder: Path) -> str:
    """SHA-256 over the names and contents of the folder's YAML files, and over this reader's own form."""
    digest = hashlib.sha256(b"catalogue 1")
    for path in _paths(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read(folder: Path) -> Files:
    files = Files(checksum_of(folder))
    for path in _paths(folder):
        for kind, entries in _content(path).items():
            if kind not in _READERS:
                raise CatalogueError(f"{path.name}: « {kind} » is not a part of a catalogue.")
            for position, entry in enumerate(entries):
                _READERS[kind](files, _Entry(path.name, kind, entry), position)
    _check_references(files)
    return files


def _paths(folder: Path) -> list[Path]:
    paths = sorted(folder.rglob("*.yaml"))
    if not paths:
        raise CatalogueError(f"There is no catalogue in {folder}: BEFFROI_CATALOGUE names a folder of YAML files.")
    return paths


def _content(path: Path) -> Mapping[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both are safe loaders
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path.name} is not YAML in UTF-8: {error}") from None
    if not isinstance(content, dict) or not all(isinstance(entries, list) for entries in content.values()):
        raise CatalogueError(f"{path.name} must hold named lists.")
    return content


@dataclass(slots=True)
class _Entry:
    file: str
    kind: str
    values: Any

    def __post_init__(self) -> None:
        if not isinstance(self.values, dict) or not isinstance(self.values.get("code"), str):
            raise CatalogueError(f"{self.file}: an entry of « {self.kind} » has no code.")

    @property
    def code(self) -> str:
        return str(self.values["code"])

    def get(self, name: str, default: Any = "") -> Any:
        return self.values.get(name, default)

    def words(self, name: str, *, required: bool = True) -> Localized:
        given = self.values.get(name) or {}
        if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
            raise self.error(f"{name} must give a text per language")
        if unknown := set(given) - set(LANGUAGES):
            raise self.error(f"{name} has unknown languages {sorted(unknown)}")
        missing = [language for language in LANGUAGES if not given.get(language)]
        if missing and (required or given):
            raise self.error(f"{name} has no text in {', '.join(missing)}")
        return Localized({language: text.strip() for language, text in given.items()})

    def within(self, name: str, entries: Any) -> Iterator["_Entry"]:
        return (_Entry(self.file, f"{self.kind} {self.code} {name}", entry) for entry in entries or ())

    def error(self, sentence: str) -> CatalogueError:
        return CatalogueError(f"{self.file}, {self.kind} « {self.code} »: {sentence}.")


def _audience(files: Files, entry: _Entry, position: int) -> None:
    files.audiences.append(
        {
            "code": entry.code,
            "position": position,
            "name": entry.words("name"),
            "description": entry.words("description"),
            "icon": entry.get("icon"),
            "elsewhere": entry.get("elsewhere"),
        }
    )
    for place, sector in enumerate(entry.within("sectors", entry.get("sectors"))):
        _sector(files, sector, place, entry.code)


def _sector(files: Files, sector: _Entry, position: int, audience: str) -> None:
    files.sectors.append(
        {
            "code": sector.code,
            "audience_id": audience,
            "position": position,
            "name": sector.words("name"),
            "description": sector.words("description"),
            "icon": sector.get("icon"),
        }
    )
    files.places += [
        {"sector_id": sector.code, "application_id": code, "position": order}
        for order, code in enumerate(sector.get("applications") or ())
    ]


def _application(files: Files, entry: _Entry, position: int) -> None:
    needs = entry.get("needs", {})
    if not isinstance(needs.get("level"), int):
        raise entry.error("needs.level must be an assurance level")
    files.applications.append(
        {
            "code": entry.code,
            "name": entry.words("name"),
            "description": entry.words("description"),
            "legal_note": entry.words("legal_note", required=False),
            "icon": entry.get("icon"),
            "right": needs.get("right", ""),
            "min_level": needs["level"],
            "allowed_keys": list(needs.get("keys", ())),
            "url_name": entry.get("opens"),
        }
    )


def _announcement(files: Files, entry: _Entry, position: int) -> None:
    if entry.get("severity") not in SEVERITIES:
        raise entry.error(f"severity must be one of {', '.join(SEVERITIES)}")
    files.announcements.append(
        {
            "code": entry.code,
            "sector_id": entry.get("sector", None),
            "severity": entry.get("severity"),
            "dated_on": entry.get("dated"),
            "from_on": entry.get("from"),
            "until_on": entry.get("until", None),
            "text": entry.words("text"),
            "link": entry.get("link"),
        }
    )


def _page(files: Files, entry: _Entry, position: int) -> None:
    files.pages.append(
        {
            "code": entry.code,
            "position": position,
            "title": entry.words("title"),
            "lead": entry.words("lead", required=False),
            "sections": [
                {"code": part.code, "heading": part.words("heading"), "body": part.words("body")}
                for part in entry.within("sections", entry.get("sections"))
            ],
        }
    )


_READERS = {
    "audiences": _audience,
    "applications": _application,
    "announcements": _announcement,
    "pages": _page,
}


def _check_references(files: Files) -> None:
    applications = {row["code"] for row in files.applications}
    sectors = {row["code"] for row in files.sectors}
    for place in files.places:
        if place["application_id"] not in applications:
            raise CatalogueError(f"Sector « {place['sector_id']} » lists « {place['application_id']} », not described.")
    for row in files.announcements:
        if row["sector_id"] is not None and row["sector_id"] not in sectors:
            raise CatalogueError(f"Announcement « {row['code']} » names the unknown sector « {row['sector_id']} ».")
