"""The whole table role × state × verb, and that the screens and the actions obey it."""

import uuid
from itertools import product

import pytest

from beffroi.apps.code_lists import permissions
from beffroi.apps.code_lists.models import ListVersion
from beffroi.apps.code_lists.states import VERSION
from beffroi.kernel.actor import NOBODY, Actor
from tests.apps.code_lists.conftest import person

ROLES: dict[str, Actor] = {
    "nobody": NOBODY,
    "user": person("user"),
    "publisher": person("publisher"),
    "approver": person("approver"),
    "both": person("publisher", "approver"),
}
VERBS = {
    "submit": permissions.may_submit,
    "return": permissions.may_return,
    "publish": permissions.may_publish,
    "withdraw": permissions.may_withdraw,
}
# Who may do what: (verb, state) -> roles. Everything not written here is refused.
ALLOWED = {
    ("submit", "draft"): {"publisher", "both"},
    ("withdraw", "draft"): {"publisher", "approver", "both"},
    ("return", "submitted"): {"approver", "both"},
    ("publish", "submitted"): {"approver", "both"},
    ("withdraw", "submitted"): {"publisher", "approver", "both"},
    ("withdraw", "published"): {"approver", "both"},
}


def version_in(state: str, *, proposer: uuid.UUID | None = None, submitter: uuid.UUID | None = None) -> ListVersion:
    return ListVersion(state=state, label="x", proposed_by_id=proposer or uuid.uuid4(), submitted_by_id=submitter)


@pytest.mark.parametrize(("verb", "state", "role"), list(product(VERBS, VERSION.states, ROLES)))
def test_the_table(verb: str, state: str, role: str) -> None:
    verdict = VERBS[verb](ROLES[role], version_in(state))
    assert bool(verdict) == (role in ALLOWED.get((verb, state), set()))
    assert verdict.allowed or verdict.reason


def test_the_table_and_the_states_agree() -> None:
    assert set(ALLOWED) == {(row.verb, row.source) for row in VERSION.rows}


@pytest.mark.parametrize("role", ROLES)
def test_only_a_publisher_proposes(role: str) -> None:
    assert bool(permissions.may_propose(ROLES[role])) == (role in {"publisher", "both"})


@pytest.mark.parametrize("as_who", ["proposer", "submitter"])
def test_nobody_publishes_what_he_put_forward(as_who: str) -> None:
    both = ROLES["both"]
    version = version_in("submitted", **{as_who: both.person_id})
    assert permissions.may_publish(both, version).reason == "needs_another_person"


def test_a_right_in_another_application_counts_for_nothing() -> None:
    from dataclasses import replace

    stranger = replace(person(), rights=frozenset({("statistics", "publisher"), ("mutations", "approver")}))
    assert not permissions.may_propose(stranger)
    assert not permissions.may_publish_lists(stranger)
