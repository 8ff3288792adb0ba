"""When a person came, and what changed meanwhile."""

from django.db import models

from beffroi.kernel.localized import LocalizedField


class Arrival(models.Model):
    """When a person signed in, now and the time before: what he has not seen yet begins there.

    Personal data: these two instants, for his own start page; kept as long as his account.
    """

    account_id = models.UUIDField(primary_key=True)
    came_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)


class Change(models.Model):
    """Something new that everybody may read, told on the start page; a year long. Holds no personal data."""

    kind = models.SlugField(max_length=20)
    code = models.CharField(max_length=80)
    detail = models.CharField(max_length=80, blank=True)
    title = LocalizedField()
    happened_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "detail"], name="change_told_once"),
        ]
