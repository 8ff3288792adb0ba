"""An editor, and an announcement he typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting
from beffroi.portal.announcements import actions
from beffroi.portal.announcements.actions import Content
from beffroi.portal.announcements.models import Announcement
from tests.conftest import ServiceClient
from tests.factories.access import MembershipFactory, OrganisationFactory
from tests.portal.conftest import SignIn

TYPED = {
    "title_fr": "Coupure du service",
    "title_nl": "Onderbreking van de dienst",
    "body_fr": "Le portail est fermé.\n\n- une liste",
    "severity": "warning",
    "from_on": "2026-01-01",
}


@pytest.fixture
def editor_membership(db: None) -> Any:
    return MembershipFactory(organisation=OrganisationFactory(kind="federal_service"), functions=["portal_editor"])


@pytest.fixture
def by(editor_membership: Any) -> Actor:
    return Actor(
        person_id=editor_membership.account_id,
        organisation_id=editor_membership.organisation_id,
        functions=frozenset({"portal_editor"}),
        level=400,
    )


@pytest.fixture
def editor(sign_in: SignIn, editor_membership: Any) -> ServiceClient:
    return sign_in(editor_membership.account)


Publish = Callable[..., Announcement]


@pytest.fixture
def publish(catalogue: None, by: Actor) -> Publish:
    def written(**content: Any) -> Announcement:
        given = {
            "title": {"fr": "Coupure", "nl": "Onderbreking"},
            "body": {},
            "severity": "info",
            "from_on": date(2026, 1, 1),
            **content,
        }
        with acting(by):
            announcement = actions.write_announcement(content=Content(**given), by=by)
            return actions.move_announcement(id=announcement.id, verb="publish", by=by)

    return written
