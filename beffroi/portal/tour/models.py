"""How far one person came in the tour; without a row it was never offered to him."""

from django.db import models


class TourProgress(models.Model):
    """Personal data of the professional: that the tour was offered and how far he followed it, so that it is not offered
    twice; kept as long as his account. `step`: the last one he finished, 0 for none."""

    account_id = models.UUIDField(primary_key=True)
    offered_at = models.DateTimeField()
    step = models.SmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
