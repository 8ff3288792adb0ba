"""The portal's client against the real provider, over real HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from beffroi.identity.actions import open_session
from beffroi.identity.browser import Visitor
from beffroi.identity.models import Person, Session
from beffroi.identity.provider import signing
from beffroi.identity.provider.demonstration import register_portal
from beffroi.kernel.actor import system_actor
from beffroi.portal import oidc
from beffroi.portal.oidc import provider
from tests.identity.conftest import make_person
from tests.portal.oidc.misbehaving import Provider, running


class Memory(SessionBase):
    """A session that lives as long as the test."""


@dataclass
class PortalVisitor:
    """A browser between the portal and the sign-in service. Portal requests are made by hand: only the client is
    tried here, not the portal's pages."""

    origin: str
    session: SessionBase = field(default_factory=Memory)
    browser: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False))
    sso: Session | None = None

    def request(self, path: str = "/", query: str = "") -> HttpRequest:
        request = RequestFactory().get(f"{path}?{query}")
        request.session = self.session  # type: ignore[attr-defined]  # as SessionMiddleware does
        return request

    def hold(self, person: Person, key: str = "mobile_app") -> "PortalVisitor":
        """Signed in at the sign-in service."""
        self.sso, secret = open_session(person=person, key=key, current=self.sso, visitor=Visitor())
        self.browser.cookies.set(settings.SERVICES["identity"]["SESSION_COOKIE_NAME"], secret)
        return self

    def begin(self, return_to: str = "/fr/", **how: Any) -> str:
        """The address of the provider the browser is sent to."""
        return str(oidc.begin(self.request(), return_to=return_to, **how)["Location"])

    def follow(self, address: str) -> str:
        """Through the sign-in service with one click on « continue »; the query of the callback."""
        response = self.browser.get(address)
        location = response.headers["Location"]
        if location.startswith("/"):
            page = self.browser.get(f"{self.origin}{location}")
            token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
            form = {"choice": "continue", "csrfmiddlewaretoken": token}
            location = self.browser.post(f"{self.origin}{location}", data=form).headers["Location"]
        assert location.startswith(f"{settings.PORTAL_ORIGIN}/sign-in/callback?"), location
        return urlsplit(location).query

    def finish(self, query: str) -> oidc.Recognised:
        return oidc.finish(self.request("/sign-in/callback", query))

    def sign_in(self, **how: Any) -> oidc.Recognised:
        return self.finish(self.follow(self.begin(**how)))


@pytest.fixture
def real_provider(transactional_db: None, request: pytest.FixtureRequest) -> Iterator[str]:
    """The sign-in service listening on a port of its own; its origin."""
    provider.forget()
    signing.forget_ring()
    with override_settings(**settings.SERVICES["identity"]):
        server = request.getfixturevalue("live_server")
        origin = server.url
        with override_settings(IDENTITY_ORIGIN=origin, OIDC_ISSUER=origin):
            register_portal(by=system_actor("tests"))
            yield origin
    provider.forget()
    signing.forget_ring()


@pytest.fixture
def person(real_provider: str) -> Person:
    return make_person()


@pytest.fixture
def visitor(real_provider: str) -> PortalVisitor:
    return PortalVisitor(real_provider)


@pytest.fixture
def another_visitor(real_provider: str) -> PortalVisitor:
    return PortalVisitor(real_provider)


@pytest.fixture
def bent(settings: Any) -> Iterator[Provider]:
    """Another provider, trusted by settings alone, that a test lets misbehave."""
    provider.forget()
    with running() as made:
        settings.OIDC_ISSUER = made.origin
        yield made
    provider.forget()


@dataclass
class Guest:
    """A browser at the portal that comes back from the bent provider."""

    bent: Provider
    session: SessionBase = field(default_factory=Memory)

    def begin(self, **how: Any) -> dict[str, str]:
        request = RequestFactory().get("/")
        request.session = self.session  # type: ignore[attr-defined]  # as SessionMiddleware does
        address = str(oidc.begin(request, return_to="/fr/", **how)["Location"])
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.bent.nonce = asked["nonce"]
        return asked

    def finish(self, answer: dict[str, str]) -> oidc.Recognised:
        request = RequestFactory().get("/sign-in/callback", answer)
        request.session = self.session  # type: ignore[attr-defined]  # see above
        return oidc.finish(request)

    def sign_in(self, **how: Any) -> oidc.Recognised:
        return self.finish({"code": "a-code", "state": self.begin(**how)["state"]})


@pytest.fixture
def guest(bent: Provider) -> Guest:
    return Guest(bent)
