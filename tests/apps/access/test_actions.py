"""Registering and granting: once, logged, held to the vocabulary."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from beffroi.apps.access import actions
from beffroi.apps.access.models import Account, Membership, Organisation, Right
from beffroi.kernel.actor import Actor, system_actor
from beffroi.kernel.db import acting
from beffroi.kernel.errors import Refused
from beffroi.kernel.models import AuditRecord
from tests.factories.access import (
    LONG_AGO,
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    enterprise_number,
    niss,
)

pytestmark = pytest.mark.django_db
MACHINE = system_actor("demonstration")
PERSON = Actor(person_id=uuid.uuid4(), organisation_id=uuid.uuid4(), functions=frozenset({"access_manager"}))


def _organisation(by: Actor = MACHINE, **changes: str) -> uuid.UUID:
    wanted = {
        "enterprise_number": enterprise_number(900),
        "kind": "welfare_centre",
        "language_regime": "nl",
        **changes,
    }
    return actions.register_organisation(name={"fr": "CPAS de Melle", "nl": "OCMW Melle"}, by=by, **wanted)


def _account(by: Actor = MACHINE, surname: str = "Claes") -> uuid.UUID:
    return actions.register_account(niss=niss(800), given_names="Lore", surname=surname, language="nl", by=by)


def _operations() -> list[str]:
    return list(AuditRecord.objects.order_by("sequence").values_list("operation", flat=True))


def test_an_organisation_is_registered_once_and_logged_once() -> None:
    assert _organisation() == _organisation()
    assert Organisation.objects.count() == 1
    assert _operations() == ["access.organisation.registered"]


def test_a_changed_word_is_written_and_logged() -> None:
    organisation_id = _organisation()
    _organisation(email="info@ocmw-melle.example")
    assert Organisation.objects.get(id=organisation_id).email == "info@ocmw-melle.example"
    assert AuditRecord.objects.latest("sequence").details["fields"] == ["email"]


@pytest.mark.parametrize("number", ["", "0123.456.748", "012345674", "BE0123", "0123.456.749; DROP", "١٢٣٤٥٦٧٨٩٠"])
def test_a_bad_enterprise_number_registers_nothing(number: str) -> None:
    with pytest.raises(ValueError):
        _organisation(enterprise_number=number)
    assert not Organisation.objects.exists()


def test_an_unknown_kind_is_refused_by_the_table() -> None:
    with pytest.raises(IntegrityError, match="access_organisation_kind_known"), transaction.atomic():
        _organisation(kind="club")


def test_an_account_is_known_by_its_niss_and_the_log_finds_it_sealed() -> None:
    account_id = _account()
    assert _account(surname="Claes-Maes") == account_id
    account = Account.objects.get()
    assert (account.niss, account.surname) == (niss(800).digits, "Claes-Maes")
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(niss, 'escape') FROM access_account")
        assert niss(800).digits not in cursor.fetchone()[0]
    assert [record.subject_niss for record in AuditRecord.objects.all()] == [niss(800).digits] * 2


@pytest.mark.parametrize(
    "register",
    [
        lambda: _organisation(by=PERSON),
        lambda: _account(by=PERSON),
        lambda: actions.register_membership(
            account_id=uuid.uuid4(), organisation_id=uuid.uuid4(), functions=[], from_on=LONG_AGO, by=PERSON
        ),
    ],
)
def test_a_person_registers_nothing(register: Callable[[], uuid.UUID]) -> None:
    with pytest.raises(Refused, match="not_the_machine"):
        register()


def _membership(functions: tuple[str, ...] = ("social_worker",), from_on: date = LONG_AGO) -> uuid.UUID:
    return actions.register_membership(
        account_id=_account(), organisation_id=_organisation(), functions=functions, from_on=from_on, by=MACHINE
    )


def test_a_membership_is_registered_once_and_its_duties_can_change() -> None:
    assert _membership() == _membership(("social_worker", "dpo"))
    assert Membership.objects.get().functions == ["dpo", "social_worker"]


def test_an_unknown_duty_is_refused_by_the_table() -> None:
    with pytest.raises(IntegrityError, match="functions_known"), transaction.atomic():
        _membership(("king",))


def test_two_memberships_of_one_person_in_one_place_do_not_overlap() -> None:
    _membership()
    with pytest.raises(IntegrityError, match="access_one_membership_at_a_time"), transaction.atomic():
        _membership(from_on=date(2021, 1, 1))


def _grant(membership_id: uuid.UUID, by: Actor = MACHINE, **changes: object) -> uuid.UUID:
    wanted = {"application": "code_lists", "role": "reader", "from_on": LONG_AGO, **changes}
    return actions.grant_right(membership_id=membership_id, by=by, **wanted)


def test_a_right_is_granted_once_with_its_ground_and_who_granted_it() -> None:
    membership_id = _membership()
    assert _grant(membership_id, legal_ground="GDPR art. 6(1)(e)") == _grant(membership_id)
    right = Right.objects.get()
    assert (right.granted_by, right.granted_by_name) == (None, "demonstration")
    assert right.legal_ground == "GDPR art. 6(1)(e)"
    assert _operations().count("access.right.granted") == 1


def test_an_ended_right_is_not_taken_for_a_running_one() -> None:
    membership_id = _membership()
    _grant(membership_id, until_on=date(2021, 1, 1))
    _grant(membership_id, from_on=date(2021, 1, 1))
    assert Right.objects.count() == 2


def test_an_access_manager_grants_in_his_own_organisation_under_the_walls() -> None:
    manager = MembershipFactory(functions=["access_manager"])
    worker = MembershipFactory(organisation=manager.organisation)
    actor = Actor(
        person_id=manager.account_id,
        name=manager.account.name,
        organisation_id=manager.organisation_id,
        functions=frozenset({"access_manager"}),
    )
    with acting(actor):
        _grant(worker.id, by=actor)
    assert Right.objects.get().granted_by == manager.account_id


def test_an_access_manager_does_not_reach_another_organisation() -> None:
    worker = MembershipFactory()
    with pytest.raises(Membership.DoesNotExist), acting(PERSON):
        _grant(worker.id, by=PERSON)
    with pytest.raises(Refused, match="other_organisation"):  # where the last wall is down, the first one stands
        _grant(worker.id, by=PERSON)
    assert not Right.objects.exists()


def test_a_right_cannot_be_moved_to_another_persons_membership() -> None:
    right_id = _grant(_membership())
    stranger = AccountFactory()
    with pytest.raises(IntegrityError, match="access_right_of_its_membership"), transaction.atomic():
        Right.objects.filter(id=right_id).update(account=stranger)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_organisation SET email = 'x'",
        "DELETE FROM access_right",
        "UPDATE access_account SET surname = 'x'",
        "DELETE FROM access_membership",
    ],
)
def test_the_portal_neither_deletes_nor_rewrites_the_directory(statement: str) -> None:
    OrganisationFactory()
    with pytest.raises(ProgrammingError), acting(PERSON), connection.cursor() as cursor:
        cursor.execute(statement)
