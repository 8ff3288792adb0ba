"""Reads, each in one statement under the row-level security of whoever acts."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import CharField, F, Max, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from beffroi.apps.access.models import Account, Membership, Right, current
from beffroi.apps.access.states import GRANTING_FUNCTIONS
from beffroi.kernel.niss import Niss
from beffroi.kernel.seal import keyed_hash


def niss_lookup(niss: Niss) -> bytes:
    return keyed_hash(niss.digits, "access.niss")


def account_of(niss: Niss) -> Account | None:
    """The open account of a NISS. Tells the database which look-up is known: it shows that one account (`recognised`)."""
    lookup = niss_lookup(niss)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('beffroi.recognised', %s, true)", [lookup.hex()])
    return Account.objects.filter(niss_lookup=lookup, closed_at=None).first()


def memberships_with_rights(account_id: UUID, on: date) -> "QuerySet[Membership]":
    """Current memberships in open organisations; `held` lists « application role » of the current rights."""
    held = Right.objects.filter(current(on), membership=OuterRef("pk")).values_list(
        Concat("application", Value(" "), "role", output_field=CharField())
    )
    return (
        Membership.objects.filter(current(on), account=account_id, account__closed_at=None)
        .filter(organisation__closed_at=None)
        .select_related("organisation")
        .annotate(held=ArraySubquery(held))
        .order_by("organisation__enterprise_number")
    )


def colleagues_in_charge(organisation_id: UUID, on: date) -> list[tuple[str, str, frozenset[str]]]:
    """(given names, surname, functions) of an organisation's access managers and data protection officers."""
    rows = (
        Membership.objects.filter(current(on), organisation=organisation_id, account__closed_at=None)
        .filter(functions__overlap=[*GRANTING_FUNCTIONS, "dpo"])
        .order_by("account__surname", "account__given_names")
        .values_list("account__given_names", "account__surname", "functions")
    )
    return [(given, surname, frozenset(functions)) for given, surname, functions in rows]


def ended_rights(account_id: UUID, organisation_id: UUID, on: date) -> Mapping[str, date]:
    """Application → last day's morrow, for rights that have run out and were not given anew."""
    rights = Right.objects.filter(account=account_id, organisation=organisation_id)
    again = rights.filter(current(on)).values("application")
    ended = rights.filter(until_on__lte=on).exclude(application__in=again)
    return dict(ended.values_list("application").annotate(last=Max(F("until_on"))))
