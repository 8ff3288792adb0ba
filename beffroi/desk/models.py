"""What the desk remembers. Of fictional persons only."""

from django.db import models

from beffroi.kernel.seal import SealedField


class DemonstrationSet(models.Model):
    """Which edition of the demonstration data is loaded, and whom it holds: one row. Holds no personal data: all invented.

    `persons`: user_name, name, password, keys, places (organisation in four languages, functions, applications).
    The table itself marks a database as an acceptance environment's; production refuses to serve from it.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    checksum = models.CharField(max_length=64)
    persons = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(name="desk_one_demonstration_set", condition=models.Q(id=1))]


class CardPin(models.Model):
    """Wrong PIN codes in a row on a virtual identity card, by the card's code. Holds no personal data: all invented."""

    code = models.CharField(max_length=80, primary_key=True)
    wrong_tries = models.SmallIntegerField(default=0)


class PhoneAccount(models.Model):
    """A line of the virtual phone: whose codes, and the secret they come from (RFC 6238; SHA-1, 6 digits, 30 s).

    Personal data: none of a real person; the secret is sealed as a real one would be.
    """

    label = models.CharField(max_length=120)
    issuer = models.CharField(max_length=80)
    secret = SealedField(purpose="desk.phone")
    secret_lookup = models.BinaryField(max_length=32, unique=True)
    added_at = models.DateTimeField()
