"""What a service learns, and who may ask (UserInfoGet, UserInfoPostHeader, UserInfoPostBody, Scope*)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from beffroi.identity.actions import end_session
from beffroi.identity.models import Person
from beffroi.identity.provider.models import Client
from beffroi.kernel import clock
from beffroi.kernel.errors import BadRequest
from tests.conftest import ServiceClient
from tests.identity.provider.conftest import BY, Surfer, register

BASIS = "Act of 15 January 1990, art. 8"


def told(surfer: Surfer, client_id: str = "library", **changes: Any) -> dict[str, Any]:
    return dict(surfer.userinfo(surfer.tokens(client_id, **changes)["access_token"]).json())


@pytest.mark.parametrize(
    ("scope", "claims"),
    [
        ("openid", set()),
        ("openid profile", {"name", "given_name", "family_name", "locale"}),
        ("openid email", {"email", "email_verified"}),
        ("openid profile email", {"name", "given_name", "family_name", "locale", "email", "email_verified"}),
    ],
)
def test_only_what_the_scope_holds(surfer: Surfer, person: Person, scope: str, claims: set[str]) -> None:
    assert set(told(surfer.sign_in(person), scope=scope)) == {"sub"} | claims


def test_subject_is_the_one_of_the_id_token(surfer: Surfer, person: Person) -> None:
    tokens = surfer.sign_in(person).tokens()
    assert surfer.userinfo(tokens["access_token"]).json()["sub"] == surfer.claims(tokens["id_token"])["sub"]


def test_a_claim_asked_by_name_is_given_within_the_registered_scopes(surfer: Surfer, person: Person) -> None:
    """ClaimsEssential."""
    asked = '{"userinfo": {"name": {"essential": true}, "niss": null, "email": null}}'
    register("theatre", scopes=["openid", "profile"])
    assert set(told(surfer.sign_in(person), "theatre", scope="openid", claims=asked)) == {"sub", "name"}


def test_niss_goes_only_to_a_service_with_a_legal_basis(surfer: Surfer, person: Person) -> None:
    scopes = ["openid", "niss"]
    register("bank", scopes=scopes, legal_basis=BASIS)
    assert told(surfer.sign_in(person), "bank", scope="openid niss")["niss"] == person.niss
    assert "niss" not in told(surfer, "bank", scope="openid")
    with pytest.raises(BadRequest, match="client_niss_without_basis"):
        register("bank", scopes=scopes, legal_basis="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.filter(client_id="bank").update(legal_basis="")


def test_niss_is_never_in_the_id_token(surfer: Surfer, person: Person) -> None:
    register("bank", scopes=["openid", "niss"], legal_basis=BASIS)
    claims = surfer.claims(surfer.sign_in(person).tokens("bank", scope="openid niss")["id_token"])
    assert person.niss not in str(claims)


def test_the_token_is_taken_in_the_header_or_the_body(surfer: Surfer, person: Person) -> None:
    token = surfer.sign_in(person).tokens()["access_token"]
    service, header = ServiceClient("identity"), {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    assert service.get("/oidc/userinfo", **header).status_code == 200
    assert service.post("/oidc/userinfo", **header).status_code == 200
    assert service.post("/oidc/userinfo", {"access_token": token}).status_code == 200
    assert service.post("/oidc/userinfo", {"access_token": token}, **header).status_code == 400
    assert service.get("/oidc/userinfo", {"access_token": token}).status_code == 401
    assert service.get("/oidc/userinfo", HTTP_AUTHORIZATION=f"bearer  {token}").status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic x", "Bearer \x01", "é"])
def test_a_bad_token_is_challenged(surfer: Surfer, header: str) -> None:
    """RFC 6750 §3."""
    response = ServiceClient("identity").get("/oidc/userinfo", HTTP_AUTHORIZATION=header)
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith('Bearer realm="')
    assert response["Cache-Control"] == "no-store"


def test_the_token_dies_after_ten_minutes_with_the_session_and_with_the_service(surfer: Surfer, person: Person) -> None:
    token = surfer.sign_in(person).tokens()["access_token"]
    with clock.frozen(clock.now() + timedelta(seconds=601)):
        assert surfer.userinfo(token).status_code == 401
    Client.objects.update(suspended_at=timezone.now())
    assert surfer.userinfo(token).status_code == 401
    Client.objects.update(suspended_at=None)
    assert surfer.userinfo(token).status_code == 200
    assert surfer.session is not None
    end_session(surfer.session, "signed_out", by=BY)
    assert surfer.userinfo(token).status_code == 401
