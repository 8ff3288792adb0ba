"""A person arrives; something everybody may read has changed."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import Localized
from beffroi.kernel.verdict import PERMITTED, refused
from beffroi.portal.start.models import Change

_ARRIVE = """
INSERT INTO portal_start_arrival AS a (account_id, came_at, before_at) VALUES (%s, %s, NULL)
ON CONFLICT (account_id) DO UPDATE SET before_at = a.came_at, came_at = EXCLUDED.came_at
"""


def arrive(*, account_id: UUID, by: Actor) -> None:
    """One upsert at sign-in. A stronger key in the same session is no new arrival; the caller knows."""
    (PERMITTED if by.person_id == account_id else refused("not_your_account")).enforce()
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVE, [account_id, clock.now()])


def tell_change(*, kind: str, code: str, detail: str, title: Localized, happened_at: datetime, by: Actor) -> None:
    """Told once, however often it is said. `kind`: one of `news.KINDS`; `detail`: what tells two changes of one apart."""
    (PERMITTED if by.system else refused("not_the_machine")).enforce()
    Change.objects.bulk_create(
        [Change(kind=kind, code=code, detail=detail[:80], title=title, happened_at=happened_at)], ignore_conflicts=True
    )
