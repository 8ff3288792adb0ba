"""Monday's reminders."""

from datetime import timedelta
from uuid import UUID

from django.utils import translation

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting
from beffroi.kernel.jobs import enqueue, job
from beffroi.partners.mail import client as mail
from beffroi.portal.announcements.models import MailSubscription
from beffroi.portal.announcements.subscribing import subscribers
from beffroi.portal.calendar.mails import reminder_mail
from beffroi.portal.calendar.queries import occasions

AHEAD = timedelta(days=14)


@job(service="portal", queue="mail", every="0 5 * * 1")
def send_reminders(*, timestamp: int) -> None:
    for account_id in subscribers("deadlines"):
        enqueue(mail_reminder, account_id=str(account_id))


@job(service="portal", queue="mail", attempts=6)
def mail_reminder(*, account_id: str) -> None:
    """Once a day at most, however often the job runs."""
    person, today = Actor(person_id=UUID(account_id)), clock.today()
    with acting(person):
        rows = MailSubscription.objects.select_for_update().filter(account_id=UUID(account_id), kind="deadlines")
        found = rows.exclude(confirmed_at=None).first()
        if found is None or found.sent_at is None or _was_sent_today(found):
            return
        with translation.override(found.language):
            coming = occasions(person, today, today + AHEAD, ("deadline",))
            if coming:
                mail.send(reminder_mail(found, coming))
                MailSubscription.objects.filter(pk=found.pk).update(sent_at=clock.now())


def _was_sent_today(found: MailSubscription) -> bool:
    """The day of confirmation does not count: its mail is still to come."""
    assert found.sent_at is not None and found.confirmed_at is not None  # the caller has looked
    return found.sent_at > found.confirmed_at and clock.civil_date(found.sent_at) == clock.today()
