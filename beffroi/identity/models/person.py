"""Who can sign in."""

import uuid

from django.db import models

from beffroi.kernel.niss import Niss
from beffroi.kernel.seal import SealedField


class Person(models.Model):
    """Personal data: names, language, user name, e-mail address and NISS, to recognise the person and to tell the
    services that have a legal basis for it (act of 18 July 2017 on electronic identification). Never deleted: closed.

    `user_name` is stored folded (`rules.folded_user_name`), so that one name exists once, however it is typed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    niss = SealedField(purpose="identity.niss")
    niss_lookup = models.BinaryField(max_length=32, unique=True)
    user_name = models.CharField(max_length=80, unique=True, null=True)
    given_names = models.CharField(max_length=120, blank=True)
    surname = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr")
    email = SealedField(purpose="identity.email", null=True)
    email_confirmed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="identity_person_has_a_name", condition=~models.Q(given_names="", surname="")),
        ]

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.surname}".strip()

    @property
    def national_number(self) -> Niss:
        return Niss(str(self.niss))
