"""A sign-in under way, the session it leads to, and what each key did."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from beffroi.identity.models.person import Person


class Transaction(models.Model):
    """One request of a service to recognise a person, in one browser, until answered or expired.

    Made by the provider after every check of the request passed; carried through the key pages by its public
    `reference`; usable only with the browser cookie whose hash is `browser` (EM-03, ASVS v5.0.0-6.6.2).
    `request` holds the checked authorization request; nothing in it is taken from later pages. Empty `client_id`: the
    person came without a service, to see his sessions or keys. `authenticated_at`: a key was shown in this very
    transaction; `finished_at`: it was answered, once. Personal data: who signs in where; kept a day.
    """

    reference = models.CharField(primary_key=True, max_length=43)
    browser = models.BinaryField(max_length=32)
    client_id = models.CharField(max_length=80)
    service_name = models.JSONField(default=dict)
    redirect_uri = models.CharField(max_length=500, blank=True)
    request = models.JSONField(default=dict)
    min_level = models.SmallIntegerField(default=0)
    allowed_keys = ArrayField(models.CharField(max_length=20), default=list)
    must_authenticate = models.BooleanField(default=False)
    max_age = models.IntegerField(null=True)
    language = models.CharField(max_length=2, default="fr")
    key = models.CharField(max_length=20, blank=True)
    held_key = models.ForeignKey("identity.Key", null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE)
    password_passed_at = models.DateTimeField(null=True)
    authenticated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)


class Session(models.Model):
    """The browser's single sign-on session at the sign-in service. The cookie holds a secret, the table its hash.

    `events`: the latest use of each key, `{"key", "level", "at", "until"}` (instants in ISO 8601). `level`, `keys` and
    `authenticated_at` are those of the strongest event still counting (SU-06), worked out anew at each recognition; a
    new authentication gives a new cookie secret (SE-02). `sid` is what services are told; it is not the secret.
    Personal data: who was signed in from when, with which browser and address; kept six months.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sid = models.CharField(max_length=43, unique=True)
    secret_hash = models.BinaryField(max_length=32, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    level = models.SmallIntegerField()
    keys = ArrayField(models.CharField(max_length=20))
    events = models.JSONField(default=list)
    authenticated_at = models.DateTimeField()
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    idle_until = models.DateTimeField()
    absolute_until = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=30, blank=True)
    browser = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True)


class KeyEvent(models.Model):
    """Each use, try or change of a digital key: the person's own history (KM-03).

    Personal data: when, from which address and with which browser a person used a key; kept six months.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    at = models.DateTimeField()
    key = models.CharField(max_length=20)
    what = models.CharField(max_length=40)
    result = models.CharField(max_length=12)
    client_id = models.CharField(max_length=80, blank=True)
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL)
    browser = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="identity_key_history")]
