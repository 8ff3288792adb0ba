"""Registered services, and browsers with a session at the sign-in service."""

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.conf import settings
from joserfc import jwt
from joserfc.jwk import KeySet

from beffroi.identity.actions import open_session
from beffroi.identity.browser import Visitor
from beffroi.identity.models import Person, Session
from beffroi.identity.provider import signing
from beffroi.identity.provider.actions import ensure_signing_key, register_client
from beffroi.identity.provider.actions.register_client import Registration
from beffroi.identity.provider.models import Client
from beffroi.kernel.actor import system_actor
from beffroi.kernel.localized import Localized
from tests.conftest import ServiceClient
from tests.identity.conftest import make_person

SECRET = "a-secret-that-a-machine-has-made-0123456789"
BY = system_actor("tests")
SSO_COOKIE = settings.SERVICES["identity"]["SESSION_COOKIE_NAME"]


@pytest.fixture(autouse=True)
def _fresh_ring() -> Iterator[None]:
    signing.forget_ring()
    yield
    signing.forget_ring()


def registration(client_id: str = "library", **changes: Any) -> Registration:
    values: dict[str, Any] = {
        "client_id": client_id,
        "names": Localized(fr="Bibliothèque", nl="Bibliotheek", de="Bibliothek", en="Library"),
        "purpose": Localized(fr="Lire.", nl="Lezen.", de="Lesen.", en="To read."),
        "redirect_uris": [f"https://{client_id}.example/back"],
        "post_logout_redirect_uris": [f"https://{client_id}.example/bye"],
        "min_level": 250,
        "scopes": ["openid", "profile", "email"],
    }
    return Registration(**(values | changes))


def register(client_id: str = "library", **changes: Any) -> Client:
    return register_client(registration=registration(client_id, **changes), secret=SECRET, by=BY)


@pytest.fixture
def service(db: None) -> Client:
    """A registered service, and a provider that can sign."""
    ensure_signing_key(by=BY)
    return register()


@pytest.fixture
def person(db: None) -> Person:
    return make_person()


VERIFIER = "a-verifier-long-enough-to-be-one-0123456789-abcdefghij"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


def asked(client_id: str = "library", **changes: str | None) -> dict[str, str]:
    """A sound authorization request; a change to None leaves a parameter out."""
    values: dict[str, str | None] = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": f"https://{client_id}.example/back",
        "scope": "openid profile",
        "state": "the-state",
        "nonce": "the-nonce",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    } | changes
    return {name: value for name, value in values.items() if value is not None}


def basic(client_id: str = "library", secret: str = SECRET) -> str:
    return "Basic " + b64encode(f"{quote(client_id)}:{quote(secret)}".encode()).decode()


def answer_of(response: Any) -> dict[str, str]:
    """The parameters of a redirect to a service."""
    return {name: values[0] for name, values in parse_qs(urlsplit(response["Location"]).query).items()}


@dataclass
class Surfer:
    """A browser, seen from the protocol."""

    client: ServiceClient
    session: Session | None = field(default=None)

    def sign_in(self, person: Person, key: str = "mobile_app") -> "Surfer":
        self.session, secret = open_session(person=person, key=key, current=self.session, visitor=Visitor())
        self.client.cookies[SSO_COOKIE] = secret
        return self

    def authorize(self, client_id: str = "library", **changes: str | None) -> Any:
        return self.client.get("/oidc/authorize", asked(client_id, **changes))

    def press_continue(self, page: str, choice: str = "continue") -> Any:
        return self.client.post(page, {"choice": choice})

    def open_service(self, client_id: str = "library", **changes: str | None) -> str:
        """The code, after « continue »."""
        page = self.authorize(client_id, **changes)["Location"]
        assert "/continue/" in page, page
        return answer_of(self.press_continue(page))["code"]

    def redeem(self, code: str, /, to: str = "library", **changes: str | None) -> Any:
        form: dict[str, str | None] = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"https://{to}.example/back",
            "code_verifier": VERIFIER,
        } | changes
        kept = {name: value for name, value in form.items() if value is not None}
        return ServiceClient("identity").post("/oidc/token", kept, HTTP_AUTHORIZATION=basic(to))

    def tokens(self, client_id: str = "library", **changes: str | None) -> dict[str, Any]:
        response = self.redeem(self.open_service(client_id, **changes), client_id)
        assert response.status_code == 200, response.content
        return dict(response.json())

    def userinfo(self, access_token: str) -> Any:
        return ServiceClient("identity").get("/oidc/userinfo", HTTP_AUTHORIZATION=f"Bearer {access_token}")

    def claims(self, id_token: str) -> dict[str, Any]:
        """Judged as a service does: by the published keys."""
        keys = KeySet.import_key_set(self.client.get("/oidc/jwks").json())
        return dict(jwt.decode(id_token, keys, algorithms=["ES256"]).claims)


@pytest.fixture
def surfer(identity: ServiceClient, service: Client) -> Surfer:
    return Surfer(identity)


@pytest.fixture
def another_surfer(service: Client) -> Surfer:
    return Surfer(ServiceClient("identity", SERVER_NAME="localhost", raise_request_exception=False))


def acr_demand(*levels: int, essential: bool = True) -> str:
    values = [f"urn:beffroi:acr:{level}" for level in levels]
    return json.dumps({"id_token": {"acr": {"essential": essential, "values": values}}})


Register = Callable[..., Client]
