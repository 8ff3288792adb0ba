"""One row per part and day: thirty days of minutes would be many rows for a small page."""

from django.db import models


class PartDay(models.Model):
    """How often one part was probed on one Belgian day, and failed. Holds no personal data. Kept thirty-one days."""

    part = models.CharField(max_length=20)
    on = models.DateField()
    checks = models.IntegerField()
    failures = models.IntegerField()
    last_state = models.CharField(max_length=10)
    last_at = models.DateTimeField()
    last_milliseconds = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "on"], name="one_row_per_part_and_day"),
            models.CheckConstraint(name="failures_are_checks", condition=models.Q(failures__lte=models.F("checks"))),
        ]
