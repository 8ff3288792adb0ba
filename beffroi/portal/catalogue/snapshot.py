"""The catalogue as pages read it: built once per version and process, never changed, learning nothing from requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

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
    """From the catalogue's files, or written on the portal (`portal.announcements`). `organisations`: to them only.

    `changed_at`: None for those of the files.
    """

    code: str
    sector: str
    severity: Severity
    dated_on: date
    from_on: date
    until_on: date | None
    text: Localized
    link: str
    audience: str = ""
    organisations: frozenset[UUID] = frozenset()
    body: Localized = field(default_factory=Localized)
    changed_at: datetime | None = None
    maintenance: tuple[datetime, datetime] | None = None

    def is_for(self, organisation_id: UUID | None) -> bool:
        return not self.organisations or organisation_id in self.organisations

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

    def announcements_for(self, organisation_id: UUID | None, on: date) -> list[Announcement]:
        """All that a person of that organisation (None: a visitor) may see, the newest first."""
        return [each for each in self.announcements if each.is_for(organisation_id) and each.is_shown(on)]

    def announcements_of(self, sector: str, on: date, organisation_id: UUID | None = None) -> list[Announcement]:
        """The newest first; those of every sector and of its whole audience included."""
        place = self.sectors.get(sector)
        audiences = {"", place.audience} if place else {""}
        return [
            each
            for each in self.announcements_for(organisation_id, on)
            if each.sector in {"", sector} and each.audience in audiences
        ]


EMPTY = Catalogue("", (), {}, {}, (), {})
