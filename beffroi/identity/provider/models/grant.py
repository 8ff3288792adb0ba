"""What a service receives after a person was recognised: a code, then an access token. Both are kept as hashes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from beffroi.identity.models import Session
from beffroi.identity.provider.models.client import Client


class AuthorizationCode(models.Model):
    """Good once, for a minute (OP-CODE). The level and keys are those of the session when the code was issued.

    `redeemed_at` is set by the one statement that redeems it; `replayed_at` kills the tokens issued from it,
    in whatever order a replay and the token's insertion land. Personal data: none but the session it belongs to.
    """

    code_hash = models.BinaryField(max_length=32, unique=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE)
    session = models.ForeignKey(Session, on_delete=models.CASCADE)
    redirect_uri = models.CharField(max_length=500)
    scopes = ArrayField(models.CharField(max_length=40))
    claims = ArrayField(models.CharField(max_length=40), default=list)
    nonce = models.CharField(max_length=512, blank=True)
    challenge = models.CharField(max_length=43, blank=True)
    acr = models.CharField(max_length=80)
    amr = ArrayField(models.CharField(max_length=20))
    authenticated_at = models.DateTimeField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    redeemed_at = models.DateTimeField(null=True)
    replayed_at = models.DateTimeField(null=True)


class AccessToken(models.Model):
    """Opens the userinfo endpoint for ten minutes, while the session lives and the code was not replayed.

    Personal data: none but the session its code belongs to.
    """

    token_hash = models.BinaryField(max_length=32, unique=True)
    code = models.ForeignKey(AuthorizationCode, on_delete=models.CASCADE)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
