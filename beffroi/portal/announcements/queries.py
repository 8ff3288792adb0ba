"""What readers and editors of announcements read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Q

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import NotVisible
from beffroi.portal.announcements import permissions
from beffroi.portal.announcements.models import Announcement, Reading
from beffroi.portal.announcements.states import PUBLISHED
from beffroi.portal.catalogue import snapshot
from beffroi.ui.parts import Severity

SOON = timedelta(days=14)  # how long before it begins a maintenance window is told to the services


def published() -> list[snapshot.Announcement]:
    """All that are shown today or later, for the catalogue's snapshot. One statement."""
    rows = Announcement.objects.filter(Q(until_on=None) | Q(until_on__gt=clock.today()), state=PUBLISHED)
    return [as_shown(row) for row in rows]


def as_shown(row: Announcement) -> snapshot.Announcement:
    return snapshot.Announcement(
        code=str(row.id),
        sector=row.sector,
        severity=cast("Severity", row.severity),
        dated_on=row.from_on,
        from_on=row.from_on,
        until_on=row.until_on,
        text=row.title,
        link=row.link,
        audience=row.audience,
        organisations=frozenset(row.organisation_ids),
        body=row.body,
        changed_at=row.changed_at,
        maintenance=(row.maintenance_from, row.maintenance_until)
        if row.maintenance_from and row.maintenance_until
        else None,
    )


def read_codes(account_id: UUID | None) -> frozenset[str]:
    """Which announcements a person marked as read. One statement; none for nobody."""
    if account_id is None:
        return frozenset()
    return frozenset(Reading.objects.filter(account_id=account_id).values_list("announcement", flat=True))


def announcements_at_work(actor: Actor) -> list[Announcement]:
    """For an editor: all, the last changed first. Raises `Refused` for others."""
    permissions.may_write(actor).enforce()
    return list(Announcement.objects.order_by("-changed_at")[:200])


def announcement_at_work(id: UUID, actor: Actor) -> Announcement:
    """Raises `Refused`, `NotVisible`."""
    permissions.may_write(actor).enforce()
    found = Announcement.objects.filter(id=id).first()
    if found is None:
        raise NotVisible("not_found")
    return found


def maintenance_windows(announcements: Iterable[snapshot.Announcement], now: datetime) -> list[snapshot.Announcement]:
    """Those under way or near, the next first; what is addressed to organisations is not for everybody."""
    today = clock.civil_date(now)
    near = [
        each
        for each in announcements
        if each.maintenance
        and not each.organisations
        and each.is_shown(today)
        and each.maintenance[0] - SOON <= now < each.maintenance[1]
    ]
    return sorted(near, key=lambda each: each.maintenance or (now, now))
