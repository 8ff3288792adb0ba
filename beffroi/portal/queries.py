"""What the portal reads: the catalogue's current version, and what belongs to one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import connection

from beffroi.kernel.localized import Localized
from beffroi.portal import models
from beffroi.portal.announcements.queries import published
from beffroi.portal.catalogue import snapshot
from beffroi.portal.catalogue.snapshot import Catalogue
from beffroi.ui.parts import Severity

# The last version read by this process. A frozen value replaced whole: readers in other threads keep the one they hold.
_latest: list[Catalogue] = [snapshot.EMPTY]


def catalogue() -> Catalogue:
    """One statement: the version's checksum with the announcements' mark. The catalogue itself is read only when that changed."""
    checksum = _checksum()
    if _latest[0].checksum != checksum:
        _latest[0] = _read(checksum) if checksum else snapshot.EMPTY
    return _latest[0]


def _checksum() -> str:
    """Asked on every page: written out, for half the cost of having it put together each time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT checksum, (SELECT mark FROM portal_announcements_edition) FROM portal_catalogueversion")
        row = cursor.fetchone()
    return f"{row[0]} {row[1] or ''}".strip() if row else ""


def known_catalogue() -> Catalogue:
    """As this process last read it, without a statement: enough for header and footer, also while a query failed."""
    return _latest[0] if _latest[0].checksum or connection.needs_rollback else catalogue()


@dataclass(frozen=True, slots=True)
class PersonalTiles:
    """`favourites`: application codes in the person's order. `last_opened`: the most recent first."""

    favourites: tuple[str, ...] = ()
    last_opened: tuple[tuple[str, datetime], ...] = ()


NO_TILES = PersonalTiles()


def personal_tiles(account_id: UUID | None) -> PersonalTiles:
    """One statement; none for nobody."""
    if account_id is None:
        return NO_TILES
    rows = list(
        models.PersonalTile.objects.filter(account_id=account_id).values_list(
            "application_id", "favourite_position", "last_opened_at"
        )
    )
    favourites = sorted((position, code) for code, position, _ in rows if position is not None)
    opened = sorted(((at, code) for code, _, at in rows if at is not None), reverse=True)
    return PersonalTiles(
        favourites=tuple(code for _, code in favourites),
        last_opened=tuple((code, at) for at, code in opened),
    )


@dataclass(frozen=True, slots=True)
class Taste:
    """`color_scheme` "light" or "dark", `density` "compact", `language` "fr"; empty: as the device or the page has it."""

    color_scheme: str = ""
    density: str = ""
    language: str = ""


def taste_of(account_id: UUID | None) -> Taste:
    """One statement; none for nobody."""
    if account_id is None:
        return Taste()
    own = models.Preference.objects.filter(account_id=account_id)
    found = own.values_list("color_scheme", "density", "language").first()
    return Taste(*found) if found else Taste()


def _read(checksum: str) -> Catalogue:
    applications = {row.code: _application(row) for row in models.Application.objects.all()}
    places = models.SectorApplication.objects.order_by("position").values_list("sector_id", "application_id")
    sectors = {
        row.code: _sector(row, (applications[code] for sector, code in places if sector == row.code))
        for row in models.Sector.objects.order_by("position")
    }
    audiences = models.Audience.objects.order_by("position")
    announcements = [*map(_announcement, models.Announcement.objects.all()), *published()]
    pages = models.InformationPage.objects.order_by("position")
    return Catalogue(
        checksum=checksum,
        audiences=tuple(_audience(row, sectors.values()) for row in audiences),
        sectors=sectors,
        applications=applications,
        announcements=tuple(sorted(announcements, key=lambda each: (-each.dated_on.toordinal(), each.code))),
        pages={row.code: _page(row) for row in pages},
    )


def _application(row: models.Application) -> snapshot.Application:
    return snapshot.Application(
        code=row.code,
        name=row.name,
        description=row.description,
        legal_note=row.legal_note,
        icon=row.icon,
        right=row.right,
        min_level=row.min_level,
        allowed_keys=tuple(row.allowed_keys),
        url_name=row.url_name,
    )


def _sector(row: models.Sector, applications: Iterable[snapshot.Application]) -> snapshot.Sector:
    return snapshot.Sector(row.code, row.audience_id, row.name, row.description, row.icon, tuple(applications))


def _audience(row: models.Audience, sectors: Iterable[snapshot.Sector]) -> snapshot.Audience:
    own = tuple(sector for sector in sectors if sector.audience == row.code)
    return snapshot.Audience(row.code, row.name, row.description, row.icon, row.elsewhere, own)


def _announcement(row: models.Announcement) -> snapshot.Announcement:
    return snapshot.Announcement(
        code=row.code,
        sector=row.sector_id or "",
        severity=cast("Severity", row.severity),  # held to these by a constraint
        dated_on=row.dated_on,
        from_on=row.from_on,
        until_on=row.until_on,
        text=row.text,
        link=row.link,
    )


def _page(row: models.InformationPage) -> snapshot.InformationPage:
    return snapshot.InformationPage(
        code=row.code,
        title=row.title,
        lead=row.lead,
        sections=tuple(
            snapshot.Section(part["code"], Localized(part["heading"]), Localized(part["body"])) for part in row.sections
        ),
    )
