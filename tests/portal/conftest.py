"""A portal with its catalogue, and browsers signed in without the detour over the sign-in service."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings

from beffroi.kernel import clock
from beffroi.kernel.actor import NOBODY, system_actor
from beffroi.kernel.db import acting
from beffroi.portal import actions
from beffroi.portal.sessions import SessionStore
from tests.conftest import ServiceClient
from tests.factories.access import AccountFactory, MembershipFactory, OrganisationFactory, RightFactory

SECTOR = "/fr/audiences/professionals/welfare-centres/"


@dataclass(frozen=True)
class Recognised:
    """Stands for what the sign-in service proved."""

    niss: str = ""
    level: int = 400
    amr: tuple[str, ...] = ("pwd", "otp")
    sub: str = "a-subject"
    sid: str = "a-provider-session"
    name: str = "Ada Lievens"
    language: str = "fr"
    id_token: str = "id.token.signed"
    auth_time: datetime = field(default_factory=clock.now)


@pytest.fixture
def catalogue(db: None) -> None:
    actions.load_catalogue(by=system_actor("tests"))


SignIn = Callable[..., ServiceClient]


@pytest.fixture
def sign_in(catalogue: None) -> SignIn:
    """`sign_in(account, level=400)`: a browser in which the person of `account` is signed in."""

    def enter(account: Any = None, client: ServiceClient | None = None, **proof: Any) -> ServiceClient:
        browser = client or ServiceClient("portal", SERVER_NAME="localhost", raise_request_exception=False)
        cookie = settings.SERVICES["portal"]["SESSION_COOKIE_NAME"]
        present = browser.cookies.get(cookie)
        session = SessionStore(present.value if present else None)
        recognised = Recognised(niss=account.niss if account else "", **proof)
        with acting(NOBODY):
            actions.start_session(session=session, recognised=recognised, by=NOBODY)
        session.save()
        browser.cookies[cookie] = session.session_key
        return browser

    return enter


@dataclass(frozen=True)
class Office:
    """An organisation with a worker, its access manager and its data protection officer."""

    organisation: Any
    worker: Any
    membership: Any


@pytest.fixture
def office(db: None) -> Office:
    organisation = OrganisationFactory(
        name={"fr": "CPAS de Namur", "nl": "OCMW Namen", "de": "ÖSHZ Namur", "en": "CPAS of Namur"}
    )
    membership = MembershipFactory(organisation=organisation)
    for name, functions in (("Marie Dupont", ["access_manager"]), ("Luc Martin", ["dpo"])):
        given, surname = name.split()
        account = AccountFactory(given_names=given, surname=surname)
        MembershipFactory(organisation=organisation, account=account, functions=functions)
    return Office(organisation, membership.account, membership)


def grant(membership: Any, *applications: str) -> None:
    for application in applications:
        RightFactory(membership=membership, application=application, role="user")
