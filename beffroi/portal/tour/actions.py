"""Offering the tour once, following it, leaving it. A visitor follows it too; nothing is kept about him."""

from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.portal.tour.models import TourProgress


def offer_once(*, by: Actor) -> bool:
    """True the first time in a person's life, by one statement; False for nobody."""
    if by.person_id is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_tour_tourprogress (account_id, offered_at, step) VALUES (%s, %s, 0)"
            " ON CONFLICT (account_id) DO NOTHING",
            [by.person_id, clock.now()],
        )
        return bool(cursor.rowcount)


def finish_step(*, number: int, is_last: bool, by: Actor) -> None:
    """Never goes back: a step read again was finished all the same."""
    if by.person_id is None:
        return
    offer_once(by=by)
    own = TourProgress.objects.filter(account_id=by.person_id)
    own.filter(step__lt=number).update(step=number)
    if is_last:
        own.update(ended_at=clock.now())


def leave(*, by: Actor) -> None:
    """« No, thank you », or enough for now: it stays reachable, from where it was left."""
    if by.person_id is not None:
        offer_once(by=by)
        TourProgress.objects.filter(account_id=by.person_id).update(ended_at=clock.now())
