"""Which services a session opened, and which of them heard of its end."""

from django.db import models

from beffroi.identity.models import Session
from beffroi.identity.provider.models.client import Client


class ServiceVisit(models.Model):
    """Personal data: that a person opened a service; shown to the person, kept as long as the session's row."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE)
    client = models.ForeignKey(Client, on_delete=models.CASCADE)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "client"], name="identity_provider_visit_once")]


class LogoutDelivery(models.Model):
    """One service to be told that one session ended. `outcome` is empty until tried.

    Personal data: as `ServiceVisit`, kept as long.
    """

    class Outcome(models.TextChoices):
        CLOSED = "closed"
        UNREACHED = "unreached"

    session = models.ForeignKey(Session, on_delete=models.CASCADE)
    client = models.ForeignKey(Client, on_delete=models.CASCADE)
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome.choices)
    tries = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "client"], name="identity_provider_told_once")]
