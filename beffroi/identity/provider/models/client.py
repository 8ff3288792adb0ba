"""Which services may ask the sign-in service to recognise a person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from beffroi.kernel.localized import LocalizedField


class Client(models.Model):
    """A registered service. Everything a request may ask is written here beforehand; no request adds to it.

    `secret_hash`: SHA-256 of a secret a machine made (≥ 128 bits), so no slow hash is needed. `min_level`: lowest
    assurance level; `allowed_keys`: codes of the only keys it takes, empty for all. `max_age`: seconds since the
    key was used. `legal_basis`: the act that lets the service use the NISS; empty, it never learns the NISS.
    `sector`: services of one sector see a person under the same `sub`, others cannot compare.
    Holds no personal data.
    """

    client_id = models.CharField(primary_key=True, max_length=80)
    names = LocalizedField(required=("fr", "nl", "de", "en"))
    purpose = LocalizedField()
    logo = models.CharField(max_length=200, blank=True)
    redirect_uris = ArrayField(models.CharField(max_length=500))
    post_logout_redirect_uris = ArrayField(models.CharField(max_length=500), default=list)
    backchannel_logout_uri = models.CharField(max_length=500, blank=True)
    secret_hash = models.BinaryField(max_length=32)
    pkce_required = models.BooleanField(default=True)
    min_level = models.SmallIntegerField()
    allowed_keys = ArrayField(models.CharField(max_length=20), default=list)
    max_age = models.IntegerField(null=True)
    scopes = ArrayField(models.CharField(max_length=40))
    legal_basis = models.CharField(max_length=300, blank=True)
    is_first_party = models.BooleanField(default=False)
    sector = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identity_provider_niss_has_a_basis",
                condition=~models.Q(scopes__contains=["niss"]) | ~models.Q(legal_basis=""),
            ),
        ]
