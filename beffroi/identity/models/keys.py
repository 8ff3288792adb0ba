"""What a person signs in with: a password, and one security code a key."""

import uuid

from django.db import models
from django.db.models import Q

from beffroi.identity.models.person import Person
from beffroi.identity.models.sign_in import Transaction
from beffroi.kernel.seal import SealedField


class Password(models.Model):
    """Argon2id of the peppered password (PHC string). Personal data: none readable. Kept while the person signs in."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE)
    hash = models.CharField(max_length=200)
    changed_at = models.DateTimeField()


class Key(models.Model):
    """A person's digital key and its state (`states.KEY`). Personal data: which keys a person holds; kept as history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identity_key_state_known", condition=Q(state__in=["pending", "active", "locked", "ended"])
            ),
            models.UniqueConstraint(
                name="identity_one_key_in_use", fields=["person", "kind"], condition=Q(state__in=["active", "locked"])
            ),
            models.UniqueConstraint(
                name="identity_one_key_pending", fields=["person", "kind"], condition=Q(state="pending")
            ),
        ]


class MobileApp(models.Model):
    """The shared secret of a TOTP app (RFC 6238), at least 160 bits, sealed. `last_step`: the latest step spent.

    Holds no personal data beyond its key's.
    """

    key = models.OneToOneField(Key, primary_key=True, on_delete=models.CASCADE, related_name="app")
    secret = SealedField(purpose="identity.totp")
    last_step = models.BigIntegerField(default=0)


class TokenCard(models.Model):
    """A card of 24 codes. `number` is public; `salt` goes into each cell's keyed hash. Holds no personal data.

    `asked_*`: the position now asked, again and again until answered, expired or locked (TC-04).
    """

    key = models.OneToOneField(Key, primary_key=True, on_delete=models.CASCADE, related_name="card")
    number = models.CharField(max_length=12, unique=True)
    salt = models.BinaryField(max_length=16)
    requested_on = models.DateField()
    posted_at = models.DateTimeField(null=True)
    asked_position = models.SmallIntegerField(null=True)
    asked_until = models.DateTimeField(null=True)
    asked_times = models.SmallIntegerField(default=0)
    wrong_tries = models.SmallIntegerField(default=0)


class CardCell(models.Model):
    """One numbered code, hashed. `spent_as`: used, or burnt after three unanswered showings. Holds no personal data."""

    card = models.ForeignKey(TokenCard, on_delete=models.CASCADE, related_name="cells")
    position = models.SmallIntegerField()
    code_hash = models.BinaryField(max_length=32)
    spent_at = models.DateTimeField(null=True)
    spent_as = models.CharField(max_length=6, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="identity_one_cell_a_position", fields=["card", "position"]),
            models.CheckConstraint(
                name="identity_cell_position_known", condition=Q(position__gte=1) & Q(position__lte=24)
            ),
        ]


class EmailCode(models.Model):
    """The code last sent for a transaction, hashed; sending again replaces it. Holds no personal data; kept a day.

    The job that sends the mail makes the code: `code_hash` is null until then.
    """

    transaction = models.OneToOneField(Transaction, primary_key=True, on_delete=models.CASCADE)
    code_hash = models.BinaryField(max_length=32, null=True)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    consumed_at = models.DateTimeField(null=True)


class EidChallenge(models.Model):
    """What an eID card was asked to sign for a transaction; asking again replaces it. Holds no personal data; kept a day.

    `nonce`: 32 bytes in base64, as the browser extension wants it. No secret: it is good once, in one browser.
    """

    transaction = models.OneToOneField(Transaction, primary_key=True, on_delete=models.CASCADE)
    nonce = models.CharField(max_length=44)
    expires_at = models.DateTimeField()
    consumed_at = models.DateTimeField(null=True)
