"""Organisations, the persons known to the portal, what they do where, and what they may open."""

import uuid
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from beffroi.apps.access.states import FUNCTIONS, KINDS, LANGUAGE_REGIMES
from beffroi.kernel.localized import LocalizedField
from beffroi.kernel.seal import SealedField


def current(on: date, prefix: str = "") -> Q:
    """Rows whose period holds `on`."""
    begun = Q(**{f"{prefix}from_on__lte": on})
    return begun & (Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": on}))


def _period() -> Func:
    return Func(F("from_on"), F("until_on"), RangeBoundary(), function="DATERANGE", output_field=DateRangeField())


class Organisation(models.Model):
    """The shared directory: read by every signed-in person, written by nobody through the portal.

    Holds no personal data: numbers, names and functional addresses of legal persons.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enterprise_number = models.CharField(max_length=10, unique=True)
    nis = models.CharField(max_length=5, blank=True)
    name = LocalizedField(required=("fr", "nl"))
    kind = models.CharField(max_length=20)
    sector = models.CharField(max_length=8, blank=True)  # BCSS sector and sub-sector: 17.1 is a welfare centre
    language_regime = models.CharField(max_length=5)
    email = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="access_organisation_kind_known", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(
                name="access_organisation_regime_known", condition=Q(language_regime__in=LANGUAGE_REGIMES)
            ),
            models.CheckConstraint(
                name="access_enterprise_number_digits", condition=Q(enterprise_number__regex=r"^[01]\d{9}$")
            ),
        ]


class Account(models.Model):
    """A person at the portal. Personal data: names, language and NISS, to recognise a professional whom the sign-in
    service proves and to name him to his colleagues; kept as long as the security log names him. Never deleted: closed.

    Seen by himself, by the organisations he works for, and by whoever already knows his NISS (policies `own_account`,
    `colleague`, `recognised`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    niss = SealedField(purpose="access.niss")
    niss_lookup = models.BinaryField(max_length=32, unique=True)
    given_names = models.CharField(max_length=120, blank=True)
    surname = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="access_account_has_a_name", condition=~Q(given_names="", surname="")),
        ]

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.surname}".strip()


class Membership(models.Model):
    """A person's work for an organisation. Personal data: who does what where and when, to decide what he may see."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    functions = ArrayField(models.CharField(max_length=40))
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_membership_period", condition=Q(until_on=None) | Q(until_on__gt=F("from_on"))
            ),
            models.CheckConstraint(
                name="access_membership_functions_known", condition=Q(functions__contained_by=list(FUNCTIONS))
            ),
            models.UniqueConstraint(
                name="access_membership_of_whom_where", fields=["id", "account", "organisation"]
            ),  # what a right's composite key points at
            ExclusionConstraint(
                name="access_one_membership_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Right(models.Model):
    """An application a person may open for an organisation, in a role. Personal data: as its membership.

    `account` and `organisation` repeat the membership's (a composite key holds them equal), so that row-level
    security needs no look elsewhere. `legal_ground`: the article or deliberation, as the access manager wrote it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="rights")
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    application = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    legal_ground = models.CharField(max_length=300, blank=True)
    granted_by = models.UUIDField(null=True)  # the granting account; None: the machine (`granted_by_name` says which)
    granted_by_name = models.CharField(max_length=200)
    granted_at = models.DateTimeField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_right_period", condition=Q(until_on=None) | Q(until_on__gt=F("from_on"))
            ),
            models.CheckConstraint(
                name="access_right_codes",
                condition=Q(application__regex=r"^[a-z][a-z0-9_]*$", role__regex=r"^[a-z][a-z0-9_]*$"),
            ),
            ExclusionConstraint(
                name="access_one_right_at_a_time",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    ("application", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
