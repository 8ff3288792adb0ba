"""The mails of announcements, and forgetting addresses that nobody confirmed."""

from uuid import UUID

from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting
from beffroi.kernel.jobs import enqueue, job
from beffroi.partners.mail import client as mail
from beffroi.portal import queries
from beffroi.portal.announcements.mails import confirmation_mail, digest_mail
from beffroi.portal.announcements.models import MailSubscription
from beffroi.portal.announcements.subscribing import new_token, subscribers


@job(service="portal", queue="mail", attempts=6)
def mail_confirmation(*, account_id: str, kind: str) -> None:
    """Each mail brings a new token; only the last one counts."""
    with acting(Actor(person_id=UUID(account_id))):
        found = _locked(account_id, kind)
        if found is not None and found.confirmed_at is None:
            mail.send(confirmation_mail(found, new_token(found)))


@job(service="portal", queue="mail", every="30 5 * * 1-5")
def send_digests(*, timestamp: int) -> None:
    """On working mornings, one mail a person, and none when there is nothing new."""
    for account_id in subscribers("announcements"):
        enqueue(mail_digest, account_id=str(account_id))


@job(service="portal", queue="mail", attempts=6)
def mail_digest(*, account_id: str) -> None:
    """What is addressed to everybody and appeared since the last mail."""
    with acting(Actor(person_id=UUID(account_id))):
        found = _locked(account_id, "announcements")
        if found is None or found.confirmed_at is None or found.sent_at is None:
            return
        since = clock.civil_date(found.sent_at)
        shown = queries.catalogue().announcements_for(None, clock.today())
        new = [each for each in shown if each.from_on > since or (each.changed_at or found.sent_at) > found.sent_at]
        if new:
            mail.send(digest_mail(found, new))
            found.sent_at = clock.now()
            found.save(update_fields=["sent_at"])


@job(service="portal", queue="upkeep", every="52 3 * * *")
def forget_unconfirmed(*, timestamp: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_announcements_forget_unconfirmed()")


def _locked(account_id: str, kind: str) -> MailSubscription | None:
    rows = MailSubscription.objects.select_for_update()
    return rows.filter(account_id=UUID(account_id), kind=kind).first()
