"""Writing, publishing and putting away announcements; marking them as read."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import Conflict, NotVisible
from beffroi.kernel.localized import Localized
from beffroi.portal.announcements import permissions
from beffroi.portal.announcements.models import Announcement, Reading
from beffroi.portal.announcements.states import ANNOUNCEMENT, PUBLISHED

_MARK = """
INSERT INTO portal_announcements_edition (id, mark) VALUES (1, %s)
ON CONFLICT (id) DO UPDATE SET mark = EXCLUDED.mark
"""
_DONE = {"publish": "published", "withdraw": "withdrawn", "archive": "archived", "restore": "restored"}


@dataclass(frozen=True, slots=True)
class Content:
    """What an editor types; the names are the model's."""

    title: Localized
    body: Localized
    severity: str
    from_on: date
    until_on: date | None = None
    audience: str = ""
    sector: str = ""
    organisation_ids: tuple[UUID, ...] = ()
    maintenance_from: datetime | None = None
    maintenance_until: datetime | None = None
    link: str = ""


@transaction.atomic
def write_announcement(*, content: Content, by: Actor) -> Announcement:
    """A draft; nobody but editors sees it."""
    permissions.may_write(by).enforce()
    announcement = Announcement(changed_at=clock.now(), **_values(content))
    announcement.save(force_insert=True)
    audit.record("portal.announcement.written", by=by, reference=str(announcement.id))
    return announcement


@transaction.atomic
def revise_announcement(*, id: UUID, content: Content, seen_version: int, by: Actor) -> Announcement:
    """Raises `NotVisible`; `Refused` unless it is a draft; `Conflict` when it changed since `seen_version`."""
    announcement = _locked(id, by)
    permissions.may_revise(by, announcement).enforce()
    if announcement.version != seen_version:
        raise Conflict("changed_meanwhile")
    for name, value in _values(content).items():
        setattr(announcement, name, value)
    _save(announcement)
    audit.record("portal.announcement.revised", by=by, reference=str(id), details={"version": announcement.version})
    return announcement


@transaction.atomic
def move_announcement(*, id: UUID, verb: str, by: Actor) -> Announcement:
    """`verb`: publish, withdraw, archive or restore. Raises `NotVisible`, `Refused`."""
    announcement = _locked(id, by)
    permissions.may_move(by, announcement, verb).enforce()
    was, announcement.state = announcement.state, ANNOUNCEMENT.after(announcement.state, verb)
    _save(announcement)
    if PUBLISHED in {was, announcement.state}:
        _tell_readers()
    audit.record(
        f"portal.announcement.{_DONE[verb]}", by=by, reference=str(id), details={"version": announcement.version}
    )
    return announcement


def mark_read(*, code: str, by: Actor) -> None:
    """`code`: of an announcement that `by` may see; the caller has looked."""
    permissions.may_mark_read(by).enforce()
    assert by.person_id is not None  # who is signed in has one
    Reading.objects.bulk_create(
        [Reading(account_id=by.person_id, announcement=code, read_at=clock.now())], ignore_conflicts=True
    )


def _locked(id: UUID, by: Actor) -> Announcement:
    """The right to write first: nobody else learns which drafts exist."""
    permissions.may_write(by).enforce()
    found = Announcement.objects.select_for_update().filter(id=id).first()
    if found is None:
        raise NotVisible("not_found")
    return found


def _save(announcement: Announcement) -> None:
    announcement.version += 1
    announcement.changed_at = clock.now()
    announcement.save()


def _tell_readers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [secrets.token_hex(8)])


def _values(content: Content) -> dict[str, object]:
    return {**asdict(content), "organisation_ids": list(content.organisation_ids)}
