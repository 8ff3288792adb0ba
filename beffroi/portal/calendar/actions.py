"""A person's feed, and an organisation's own days."""

import hashlib
import secrets
from datetime import date

from django.db import transaction

from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import Conflict
from beffroi.kernel.localized import Localized
from beffroi.portal.calendar import permissions
from beffroi.portal.calendar.models import CalendarFeed, OwnDay


@transaction.atomic
def open_feed(*, language: str, by: Actor) -> str:
    """The token of the secret address, told once; an earlier address ends."""
    permissions.may_have_feed(by).enforce()
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        account_id=by.person_id,
        defaults={
            "workplace_id": by.organisation_id,
            "token_hash": hash_of(token),
            "language": language,
            "made_at": clock.now(),
        },
    )
    audit.record("portal.calendar_feed.opened", by=by)
    return token


@transaction.atomic
def end_feed(*, by: Actor) -> None:
    permissions.may_have_feed(by).enforce()
    assert by.person_id is not None  # who is signed in has one
    if CalendarFeed.objects.filter(account_id=by.person_id).delete()[0]:
        audit.record("portal.calendar_feed.ended", by=by)


@transaction.atomic
def add_day(*, on: date, name: Localized, is_closed: bool, by: Actor) -> OwnDay:
    """Raises `Conflict` when the organisation has one on that date."""
    permissions.may_set_days(by).enforce()
    assert by.organisation_id is not None  # who may set days works somewhere
    day, is_new = OwnDay.objects.get_or_create(
        organisation_id=by.organisation_id, on=on, defaults={"name": name, "is_closed": is_closed}
    )
    if not is_new:
        raise Conflict("day_taken")
    audit.record("portal.own_day.added", by=by, details={"on": on.isoformat()})
    return day


@transaction.atomic
def remove_day(*, on: date, by: Actor) -> None:
    """Does nothing when it is gone already."""
    permissions.may_set_days(by).enforce()
    assert by.organisation_id is not None  # likewise
    if OwnDay.objects.filter(organisation_id=by.organisation_id, on=on).delete()[0]:
        audit.record("portal.own_day.removed", by=by, details={"on": on.isoformat()})


def hash_of(token: str) -> bytes:
    """Of a machine-made secret of 256 bits: one SHA-256 suffices."""
    return hashlib.sha256(token.encode()).digest()
