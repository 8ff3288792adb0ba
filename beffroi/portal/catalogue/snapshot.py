"""The catalogue as pages read it: built once per version and process, never changed, learning nothing from requests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from beffroi.kernel.localized import Localized
from beffroi.ui.parts import Severity


@dataclass(frozen=True, slots=True)
class Application:
    code: str
    name: Localized
    description: Localized
    legal_note: Localized
    icon: str
    right: str
    min_level: int
    allowed_keys: tuple[str, ...]
    url_name: str


@dataclass(frozen=True, slots=True)
class Announcement:
    code: str
    sector: str
    severity: Severity
    dated_on: date
    from_on: date
    until_on: date | None
    text: Localized
    link: str

    def is_shown(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True, slots=True)
class Sector:
    code: str
    audience: str
    name: Localized
    description: Localized
    icon: str
    applications: tuple[Application, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    code: str
    name: Localized
    description: Localized
    icon: str
    elsewhere: str
    sectors: tuple[Sector, ...]


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    heading: Localized
    body: Localized


@dataclass(frozen=True, slots=True)
class InformationPage:
    code: str
    title: Localized
    lead: Localized
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    checksum: str
    audiences: tuple[Audience, ...]
    sectors: Mapping[str, Sector]
    applications: Mapping[str, Application]
    announcements: tuple[Announcement, ...]
    pages: Mapping[str, InformationPage]

    def audience(self, code: str) -> Audience | None:
        return next((audience for audience in self.audiences if audience.code == code), None)

    def sector(self, audience: str, code: str) -> Sector | None:
        sector = self.sectors.get(code)
        return sector if sector is not None and sector.audience == audience else None

    def announcements_of(self, sector: str, on: date) -> list[Announcement]:
        """The newest first; those of every sector included."""
        return [each for each in self.announcements if each.sector in {"", sector} and each.is_shown(on)]


EMPTY = Catalogue("", (), {}, {}, (), {})
