"""Keys under which ID tokens and logout tokens are signed."""

from django.db import models

from beffroi.kernel.seal import SealedField


class SigningKey(models.Model):
    """`signs_from` lies a day ahead of publication, so every service has fetched the key before it signs.

    A retired key is published no more, but still recognises the ID tokens it signed when they come back as hints.
    No personal data.
    """

    kid = models.CharField(primary_key=True, max_length=43)
    algorithm = models.CharField(max_length=10)
    public = models.JSONField()
    private = SealedField(purpose="identity.signing_key")
    created_at = models.DateTimeField()
    signs_from = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
