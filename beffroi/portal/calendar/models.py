"""What a calendar keeps: an organisation's own days, and who may fetch his calendar by a secret address."""

from django.db import models

from beffroi.kernel.localized import LocalizedField


class OwnDay(models.Model):
    """A day of one organisation: closed by custom of the commune, or worth knowing. Holds no personal data."""

    organisation_id = models.UUIDField()
    on = models.DateField()
    name = LocalizedField()
    is_closed = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "on"], name="one_own_day_a_date")]


class CalendarFeed(models.Model):
    """The secret address by which one person's calendar program fetches his calendar; only its hash is kept.

    Personal data of the professional: that he uses one, in which language and for which organisation; deleted when he
    ends it.
    """

    account_id = models.UUIDField(primary_key=True)
    workplace_id = models.UUIDField(null=True)
    token_hash = models.BinaryField(max_length=32, unique=True)
    language = models.CharField(max_length=2)
    made_at = models.DateTimeField()
