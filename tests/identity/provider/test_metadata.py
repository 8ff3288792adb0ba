"""Discovery and keys (OIDCCDiscoveryEndpointVerification, BackchannelLogoutDiscoveryEndpointVerification, OP-ALG)."""

from datetime import timedelta

import pytest
from django.conf import settings
from joserfc.jwk import ECKey

from beffroi.identity.models import Person
from beffroi.identity.provider import signing
from beffroi.identity.provider.actions import ensure_signing_key
from beffroi.identity.provider.actions.signing_keys import publish_next_key
from beffroi.identity.provider.models import Client, SigningKey
from beffroi.kernel import clock
from tests.conftest import ServiceClient
from tests.identity.provider.conftest import BY, Surfer


@pytest.mark.parametrize("path", ["openid-configuration", "oauth-authorization-server"])
def test_discovery_names_what_is_there(identity: ServiceClient, path: str, db: None) -> None:
    response = identity.get(f"/.well-known/{path}")
    document = response.json()
    assert document["issuer"] == settings.IDENTITY_ORIGIN
    for name, address in document.items():
        if name.endswith("_endpoint"):
            assert identity.get(address.removeprefix(settings.IDENTITY_ORIGIN)).status_code != 404
    assert document["code_challenge_methods_supported"] == ["S256"]
    assert document["subject_types_supported"] == ["pairwise"]
    assert document["id_token_signing_alg_values_supported"] == ["ES256"]
    assert document["request_uri_parameter_supported"] is False
    assert document["backchannel_logout_session_supported"] is True
    assert "urn:beffroi:acr:500" not in document["acr_values_supported"]
    assert "max-age" in response["Cache-Control"]


def test_published_keys_hold_no_private_part(identity: ServiceClient, service: Client) -> None:
    response = identity.get("/oidc/jwks")
    (key,) = response.json()["keys"]
    assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert response["Cache-Control"] == "public, max-age=300"


def test_the_private_key_is_sealed(service: Client) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT private FROM identity_provider_signingkey")
        kept = bytes(cursor.fetchone()[0])
    assert b"PRIVATE KEY" not in kept


def test_making_the_key_again_keeps_it(service: Client) -> None:
    assert ensure_signing_key(by=BY).kid == SigningKey.objects.get().kid


def test_the_next_key_is_published_a_day_before_it_signs(surfer: Surfer, person: Person) -> None:
    """OP-ROT: what was signed before the change still holds after it."""
    old = surfer.sign_in(person).tokens()["id_token"]
    following = publish_next_key(by=BY)
    assert following.kid in {key["kid"] for key in surfer.client.get("/oidc/jwks").json()["keys"]}
    assert signing.ring().signing_kid != following.kid
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        assert signing.ring().signing_kid == following.kid
        assert surfer.claims(old)
        assert signing.read_own(old)


def test_a_retired_key_is_published_no_more_but_still_known_in_hints(surfer: Surfer, person: Person) -> None:
    old = surfer.sign_in(person).tokens()["id_token"]
    following = publish_next_key(by=BY)
    SigningKey.objects.exclude(kid=following.kid).update(retired_at=clock.now() + timedelta(days=2))
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert [key["kid"] for key in surfer.client.get("/oidc/jwks").json()["keys"]] == [following.kid]
        assert signing.read_own(old) is not None


def test_a_token_under_a_strange_key_is_not_ours(service: Client) -> None:
    from joserfc import jwt

    stranger = ECKey.generate_key("P-256")
    own_kid = signing.ring().signing_kid
    for header in ({"alg": "ES256", "kid": own_kid}, {"alg": "ES256", "kid": "strange"}, {"alg": "ES256"}):
        assert signing.read_own(jwt.encode(header, {"sub": "x"}, stranger)) is None
    assert signing.read_own("") is None
    assert signing.read_own("a.b") is None
    assert signing.read_own(signing.sign({"sub": "x"}, typ="logout+jwt")) is None


def test_without_a_key_it_is_said(identity: ServiceClient, db: None) -> None:
    response = identity.get("/oidc/jwks")
    assert response.status_code == 503
    assert response["Content-Type"].startswith("application/problem+json")
