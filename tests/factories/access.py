"""Organisations, accounts, memberships, rights."""

from datetime import UTC, date, datetime
from uuid import UUID

import factory
from django.db.models import Model

from beffroi.apps.access.models import Account, Membership, Organisation, Right
from beffroi.apps.access.queries import niss_lookup
from beffroi.kernel.niss import Niss, with_check_digits
from tests.factories.registry import makes

LONG_AGO = date(2020, 1, 1)
_NOON = datetime(2020, 1, 1, 11, tzinfo=UTC)


def enterprise_number(index: int) -> str:
    """A valid CBE number: 97 minus the first eight digits modulo 97."""
    eight = f"{9_000_000 + index:08d}"
    return f"{eight}{97 - int(eight) % 97:02d}"


def niss(index: int) -> Niss:
    return with_check_digits(f"{60 + index // 900 % 30:02d}0101{1 + index % 900:03d}")


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    enterprise_number = factory.Sequence(enterprise_number)
    name = factory.Sequence(lambda n: {"fr": f"CPAS {n}", "nl": f"OCMW {n}", "de": f"ÖSHZ {n}", "en": f"CPAS {n}"})
    kind = "welfare_centre"
    sector = "17.1"
    language_regime = "fr"
    created_at = _NOON


class AccountFactory(factory.django.DjangoModelFactory[Account]):
    class Meta:
        model = Account
        exclude = ["number"]

    number = factory.Sequence(niss)
    niss = factory.LazyAttribute(lambda account: account.number.digits)
    niss_lookup = factory.LazyAttribute(lambda account: niss_lookup(account.number))
    given_names = factory.Sequence(lambda n: f"Ada{n}")
    surname = "Lievens"
    language = "fr"
    created_at = _NOON


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    functions = ["social_worker"]
    from_on = LONG_AGO
    created_at = _NOON


class RightFactory(factory.django.DjangoModelFactory[Right]):
    class Meta:
        model = Right

    membership = factory.SubFactory(MembershipFactory)
    account = factory.SelfAttribute("membership.account")
    organisation = factory.SelfAttribute("membership.organisation")
    application = "code_lists"
    role = "reader"
    granted_by_name = "tests"
    granted_at = _NOON
    from_on = LONG_AGO


def organisation_with_id(organisation_id: UUID) -> Organisation:
    found = Organisation.objects.filter(id=organisation_id).first()
    return found or OrganisationFactory(id=organisation_id)


@makes("access.Membership")
def _membership(organisation_id: UUID) -> Model:
    return MembershipFactory(organisation=organisation_with_id(organisation_id))


@makes("access.Right")
def _right(organisation_id: UUID) -> Model:
    return RightFactory(membership__organisation=organisation_with_id(organisation_id))
