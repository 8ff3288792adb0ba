"""Announcements with their readers, and the mark by which processes learn that one changed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beffroi.kernel.localized import LocalizedField
from beffroi.kernel.seal import SealedField
from beffroi.portal.announcements.states import ANNOUNCEMENT, DRAFT


class Announcement(models.Model):
    """`audience`, `sector`: codes of the catalogue, empty for all; `organisation_ids`: to them only, empty for all.

    `from_on`–`until_on` (exclusive) when it is shown; `maintenance_from`–`maintenance_until` when a service rests.
    Holds no personal data: who wrote it is in the security log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    state = models.CharField(max_length=12, default=DRAFT)
    title = LocalizedField()
    body = LocalizedField()
    severity = models.CharField(max_length=12)
    audience = models.SlugField(max_length=40, blank=True, db_index=False)
    sector = models.SlugField(max_length=40, blank=True, db_index=False)
    organisation_ids = ArrayField(models.UUIDField(), default=list)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    maintenance_from = models.DateTimeField(null=True)
    maintenance_until = models.DateTimeField(null=True)
    link = models.URLField(max_length=300, blank=True)
    version = models.IntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="written_announcement_state_known", condition=Q(state__in=list(ANNOUNCEMENT.states))
            ),
            models.CheckConstraint(
                name="written_announcement_severity_known",
                condition=Q(severity__in=["info", "success", "warning", "danger"]),
            ),
            models.CheckConstraint(
                name="written_announcement_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
            ),
            models.CheckConstraint(
                name="written_announcement_window_whole",
                condition=Q(maintenance_from=None, maintenance_until=None)
                | Q(
                    maintenance_from__isnull=False,
                    maintenance_until__isnull=False,
                    maintenance_until__gt=F("maintenance_from"),
                ),
            ),
        ]


class Edition(models.Model):
    """One row, changed with every change of what readers see: each process then reads the announcements anew.

    Holds no personal data.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    mark = models.CharField(max_length=16)

    class Meta:
        constraints = [models.CheckConstraint(name="announcements_have_one_edition", condition=Q(id=1))]


class Reading(models.Model):
    """That one person has read one announcement, by his own word. `announcement`: its code, or its id.

    Personal data of the professional, for his own convenience; kept as long as his account.
    """

    account_id = models.UUIDField()
    announcement = models.CharField(max_length=60)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "announcement"], name="announcement_read_once"),
        ]


class MailSubscription(models.Model):
    """That one person wants mails of one kind ("announcements", "deadlines"), once he confirmed his address.

    Personal data of the professional: his e-mail address, sealed, and his language, to send what he asked for; deleted
    when he ends it, and after a week when he never confirmed. `token_hash`: of the confirmation's one-time token.
    """

    account_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    email = SealedField(purpose="portal.announcements.email")
    language = models.CharField(max_length=2)
    token_hash = models.BinaryField(max_length=32, null=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "kind"], name="one_mail_subscription_each"),
            models.CheckConstraint(
                name="mail_subscription_kind_known", condition=Q(kind__in=["announcements", "deadlines"])
            ),
        ]
