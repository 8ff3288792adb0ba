"""Every permission of access, role by role."""

import uuid
from datetime import date

import pytest

from beffroi.apps.access import permissions
from beffroi.apps.access.states import FUNCTIONS, GRANTING_FUNCTIONS
from beffroi.kernel.actor import NOBODY, Actor, system_actor

HERE, THERE, ADA, BEN = uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
ENDED = {"iris": date(2026, 3, 1)}


def _actor(*functions: str, rights: frozenset[tuple[str, str]] = frozenset()) -> Actor:
    return Actor(person_id=ADA, organisation_id=HERE, functions=frozenset(functions), rights=rights)


@pytest.mark.parametrize(
    ("actor", "application", "reason"),
    [
        (NOBODY, "code_lists", "not_signed_in"),
        (system_actor("worker"), "code_lists", "not_signed_in"),
        (Actor(person_id=ADA), "code_lists", "no_organisation"),
        (_actor(), "code_lists", "no_right"),
        (_actor(*FUNCTIONS), "code_lists", "no_right"),
        (_actor(rights=frozenset({("code_lists", "reader")})), "code_lists", ""),
        (_actor(rights=frozenset({("code_lists", "reader")})), "code", "no_right"),
        (_actor(rights=frozenset({("code_lists", "reader")})), "iris", "right_ended"),
        (_actor(rights=frozenset({("iris", "reader")})), "iris", ""),
    ],
)
def test_an_application_opens_by_right_alone(actor: Actor, application: str, reason: str) -> None:
    verdict = permissions.may_open(actor, application, ENDED)
    assert (bool(verdict), verdict.reason) == (not reason, reason)


def test_a_refusal_tells_when_the_right_ended() -> None:
    assert permissions.may_open(_actor(), "iris", ENDED).facts["ended_on"] == date(2026, 3, 1)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_only_access_managers_grant(function: str) -> None:
    verdict = permissions.may_grant(_actor(function), organisation_id=HERE, account_id=BEN)
    assert bool(verdict) is (function in GRANTING_FUNCTIONS)
    assert verdict.reason == ("" if verdict else "not_access_manager")


@pytest.mark.parametrize(
    ("actor", "organisation_id", "account_id", "reason"),
    [
        (NOBODY, HERE, BEN, "not_signed_in"),
        (_actor("access_manager"), THERE, BEN, "other_organisation"),
        (_actor("access_manager"), HERE, ADA, "own_right"),
        (system_actor("demonstration"), THERE, ADA, ""),
    ],
)
def test_nobody_grants_elsewhere_or_to_himself(
    actor: Actor, organisation_id: uuid.UUID, account_id: uuid.UUID, reason: str
) -> None:
    verdict = permissions.may_grant(actor, organisation_id=organisation_id, account_id=account_id)
    assert (bool(verdict), verdict.reason) == (not reason, reason)


def test_only_the_machine_registers() -> None:
    assert permissions.may_register(system_actor("demonstration"))
    assert permissions.may_register(_actor("access_manager")).reason == "not_the_machine"
    assert permissions.may_register(NOBODY).reason == "not_the_machine"
