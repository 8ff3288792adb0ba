"""The door of access: recognition, workplaces, contacts, and what others do not see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beffroi.apps.access import public
from beffroi.apps.access.models import Account
from beffroi.apps.access.states import FUNCTIONS
from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting, as_role
from tests.factories.access import (
    LONG_AGO,
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    RightFactory,
    niss,
)

pytestmark = pytest.mark.django_db


def _in_person(account: Account, organisation: Any = None) -> Actor:
    return Actor(person_id=account.id, name=account.name, organisation_id=organisation and organisation.id)


def test_a_person_is_recognised_by_niss_alone() -> None:
    AccountFactory()
    account = AccountFactory(number=niss(700), language="de")
    with as_role("portal"):
        found = public.recognise(niss(700))
        assert found == public.RecognisedAccount(account.id, account.name, "de")
        assert Account.objects.count() == 1, "recognition shows that account and no other"


def test_without_account_or_with_a_closed_one_nobody_is_recognised() -> None:
    AccountFactory(number=niss(701), closed_at=clock.now())
    with as_role("portal"):
        assert public.recognise(niss(701)) is None
        assert public.recognise(niss(702)) is None


def test_recognition_ends_with_its_transaction() -> None:
    AccountFactory(number=niss(703))
    with as_role("portal"):
        public.recognise(niss(703))
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('beffroi.recognised', '', true)")
        assert not Account.objects.exists()


def test_workplaces_tell_duties_and_todays_rights_in_one_statement() -> None:
    here = MembershipFactory(functions=["social_worker", "dpo"])
    there = MembershipFactory(account=here.account, functions=["head"])
    today = clock.today()
    RightFactory(membership=here, application="code_lists", role="publisher")
    RightFactory(membership=here, application="iris", role="reader", until_on=today)  # its last day was yesterday
    RightFactory(membership=here, application="welfare", role="writer", from_on=today + timedelta(days=1))
    MembershipFactory()  # somebody else's
    with acting(_in_person(here.account)), CaptureQueriesContext(connection) as statements:
        found = public.workplaces(here.account.id)
    assert len([s for s in statements.captured_queries if "access_" in s["sql"]]) == 1
    assert [place.organisation_id for place in found] == [here.organisation_id, there.organisation_id]
    assert found[0].functions == {"social_worker", "dpo"}
    assert found[0].rights == {("code_lists", "publisher")}
    assert found[1].rights == frozenset()
    assert found[0].name == here.organisation.name


@pytest.mark.parametrize(
    ("period", "is_there"),
    [
        ({"from_on": date(2026, 5, 10)}, True),
        ({"from_on": date(2026, 5, 11)}, False),
        ({"from_on": LONG_AGO, "until_on": date(2026, 5, 10)}, False),
        ({"from_on": LONG_AGO, "until_on": date(2026, 5, 11)}, True),
    ],
)
def test_a_workplace_lasts_from_its_first_day_until_its_end(period: dict[str, date], is_there: bool) -> None:
    membership = MembershipFactory(**period)
    with acting(_in_person(membership.account)):
        assert bool(public.workplaces(membership.account.id, date(2026, 5, 10))) is is_there


def test_a_closed_organisation_is_no_workplace() -> None:
    membership = MembershipFactory(organisation__closed_at=clock.now())
    with acting(_in_person(membership.account)):
        assert public.workplaces(membership.account.id) == []


def test_nobody_learns_anothers_workplaces() -> None:
    stranger, membership = AccountFactory(), MembershipFactory()
    with acting(_in_person(stranger)):
        assert public.workplaces(membership.account.id) == []


def test_contacts_are_the_access_managers_and_the_dpo_of_the_organisation() -> None:
    organisation = OrganisationFactory()
    worker = MembershipFactory(organisation=organisation)
    MembershipFactory(organisation=organisation, account__given_names="Nele", functions=["access_manager"])
    MembershipFactory(organisation=organisation, account__given_names="Aude", functions=["principal_access_manager"])
    MembershipFactory(organisation=organisation, account__given_names="Yves", functions=["dpo", "security_advisor"])
    MembershipFactory(organisation=organisation, account__given_names="Gone", functions=["dpo"], until_on=clock.today())
    MembershipFactory(functions=["dpo"])  # of another organisation
    with acting(_in_person(worker.account, organisation)), CaptureQueriesContext(connection) as statements:
        contacts = public.contacts_of(organisation.id)
    assert len([s for s in statements.captured_queries if "access_" in s["sql"]]) == 1
    assert contacts == public.Contacts(access_managers=("Aude Lievens", "Nele Lievens"), dpo=("Yves Lievens",))


def test_a_person_without_given_name_is_named_by_his_surname() -> None:
    membership = MembershipFactory(account__given_names="", account__surname="Oyelaran", functions=["dpo"])
    with acting(_in_person(membership.account, membership.organisation)):
        assert public.contacts_of(membership.organisation_id).dpo == ("Oyelaran",)


def test_contacts_of_a_strange_organisation_are_not_told() -> None:
    organisation = MembershipFactory(functions=["access_manager"]).organisation
    outsider = MembershipFactory()
    with acting(_in_person(outsider.account, outsider.organisation)):
        assert public.contacts_of(organisation.id) == public.Contacts((), ())


def test_ended_rights_name_the_day_they_ended() -> None:
    membership = MembershipFactory()
    RightFactory(membership=membership, application="iris", until_on=date(2026, 1, 1))
    RightFactory(membership=membership, application="iris", role="other", until_on=date(2026, 3, 1))
    RightFactory(membership=membership, application="welfare", until_on=date(2026, 3, 1))
    RightFactory(membership=membership, application="welfare", from_on=date(2026, 3, 1))
    actor = _in_person(membership.account, membership.organisation)
    with acting(actor):
        assert public.ended_rights(actor, date(2026, 5, 1)) == {"iris": date(2026, 3, 1)}
    assert public.ended_rights(Actor()) == {}


def test_colleagues_are_named_to_each_other_only() -> None:
    mine, theirs = MembershipFactory(), MembershipFactory()
    with acting(_in_person(mine.account, mine.organisation)):
        assert [account.id for account in Account.objects.all()] == [mine.account_id]
        assert not Account.objects.filter(id=theirs.account_id).exists()


def test_every_duty_has_its_name() -> None:
    assert set(public.FUNCTION_NAMES) == set(FUNCTIONS)
