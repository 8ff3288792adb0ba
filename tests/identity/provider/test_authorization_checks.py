"""Each check of an authorization request: what passes it, and what it refuses, how."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from beffroi.identity.models import Person, Transaction
from beffroi.identity.provider.models import Client
from beffroi.kernel import audit
from tests.identity.provider.conftest import CHALLENGE, Surfer, acr_demand, answer_of, asked, register

Change = dict[str, str | None]

SOUND: list[Change] = [
    {},
    {"response_mode": "query"},
    {"scope": "openid"},
    {"scope": "openid profile email"},
    {"scope": "openid a-scope-unknown-here"},
    {"state": None, "nonce": None},
    {"state": "s" * 2_000},
    {"state": "s" * 384, "nonce": "n" * 384},
    {"prompt": "login"},
    {"prompt": "consent select_account"},
    {"max_age": "0"},
    {"max_age": "10000"},
    {"claims": "{}"},
    {"claims": '{"userinfo": {"name": {"essential": true}}, "unknown": 1}'},
    {"claims": acr_demand(400)},
    {"claims": acr_demand(300, 999)},
    {"acr_values": "urn:beffroi:acr:400"},
    {"acr_values": "1 2"},
    {"claims": acr_demand(999, essential=False)},
]

UNSOUND: list[tuple[Change, str]] = [
    ({"response_type": None}, "invalid_request"),  # ResponseTypeMissing
    ({"response_type": "token"}, "unsupported_response_type"),  # EnsureResponseTypeTokenFails
    ({"response_type": "code id_token"}, "unsupported_response_type"),
    ({"response_mode": "fragment"}, "invalid_request"),
    ({"response_mode": "form_post"}, "invalid_request"),
    ({"request": "x.y.z"}, "request_not_supported"),  # UnsignedRequestObject…RejectedAsUnsupported
    ({"request_uri": "https://library.example/r"}, "request_uri_not_supported"),
    ({"registration": "{}"}, "registration_not_supported"),
    ({"scope": None}, "invalid_scope"),
    ({"scope": "profile"}, "invalid_scope"),
    ({"scope": "openid niss"}, "invalid_scope"),
    ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),  # PAREnsurePKCERequired
    ({"code_challenge": None}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request"),  # PAREnsurePlainPKCERejected
    ({"code_challenge_method": None}, "invalid_request"),
    ({"code_challenge": CHALLENGE[:-1]}, "invalid_request"),
    ({"code_challenge": CHALLENGE[:-1] + "="}, "invalid_request"),
    ({"nonce": "n" * 513}, "invalid_request"),
    ({"login_hint": "l" * 201}, "invalid_request"),
    ({"prompt": "none login"}, "invalid_request"),
    ({"prompt": "create"}, "invalid_request"),
    ({"max_age": "-1"}, "invalid_request"),
    ({"max_age": "soon"}, "invalid_request"),
    ({"max_age": "²"}, "invalid_request"),
    ({"claims": "{"}, "invalid_request"),
    ({"claims": "[]"}, "invalid_request"),
    ({"claims": '{"id_token": 1}'}, "invalid_request"),
    ({"claims": '{"id_token": {"acr": {"essential": true, "values": 400}}}'}, "invalid_request"),
    ({"claims": '{"id_token": {"acr": 400}}'}, "invalid_request"),
    ({"claims": '{"id_token": {"sub": {"value": 1}}}'}, "invalid_request"),
    ({"claims": "[" * 1_000}, "invalid_request"),
    ({"id_token_hint": "not.a.token"}, "invalid_request"),
    ({"claims": acr_demand(999)}, "unmet_authentication_requirements"),  # SU-05
    ({"claims": acr_demand(500)}, "unmet_authentication_requirements"),
    ({"acr_values": "urn:beffroi:acr:500"}, "unmet_authentication_requirements"),
    ({"prompt": "none"}, "login_required"),  # PromptNoneNotLoggedIn
]


@pytest.mark.parametrize("change", SOUND, ids=json.dumps)
def test_sound_requests_lead_to_the_keys(surfer: Surfer, change: Change) -> None:
    response = surfer.authorize(**change)
    assert response["Location"].split("/")[2] == "sign-in"


@pytest.mark.parametrize(("change", "error"), UNSOUND, ids=lambda each: json.dumps(each)[:80])
def test_unsound_requests_are_refused_at_the_service(surfer: Surfer, change: Change, error: str) -> None:
    """The registered error code, with `state` and `iss` (OP-ISS); nothing is kept."""
    response = surfer.authorize(**change)
    answer = answer_of(response)
    assert response["Location"].startswith("https://library.example/back?")
    assert (answer["error"], answer["iss"]) == (error, settings.IDENTITY_ORIGIN)
    assert answer["state"] == "the-state"
    assert "code" not in answer
    assert not Transaction.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "nobody"},
        {"client_id": None},
        {"client_id": "lib\x01rary"},
        {"redirect_uri": None},
        {"redirect_uri": "https://library.example/back/"},
        {"redirect_uri": "https://library.example/back?x=1"},  # QueryAdded
        {"redirect_uri": "https://library.example/back#x"},
        {"redirect_uri": "https://LIBRARY.example/back"},
        {"redirect_uri": "https://library.example.evil.example/back"},
        {"redirect_uri": "https://library.example/"},
        {"redirect_uri": "javascript:alert(1)"},
    ],
    ids=json.dumps,
)
def test_without_a_registered_address_nobody_is_sent_anywhere(surfer: Surfer, change: Change) -> None:
    """EnsureRegisteredRedirectUri, OP-REDIR: a page, also when the rest of the request is wrong."""
    for more in ({}, {"response_type": "token"}, {"prompt": "none"}):
        response = surfer.authorize(**{**change, **more})
        assert response.status_code == 400
        assert "Location" not in response


def test_two_registered_addresses_are_both_good(surfer: Surfer) -> None:
    register("theatre", redirect_uris=["https://theatre.example/back", "https://theatre.example/other?a=1"])
    response = surfer.authorize("theatre", redirect_uri="https://theatre.example/other?a=1", scope="x")
    assert response["Location"].startswith("https://theatre.example/other?a=1&error=")


def test_a_suspended_service_is_unknown(surfer: Surfer, service: Client) -> None:
    Client.objects.update(suspended_at=timezone.now())
    assert surfer.authorize().status_code == 400


@pytest.mark.parametrize("name", ["state", "nonce", "scope", "code_challenge", "prompt"])
def test_a_repeated_parameter_is_refused_at_the_service(surfer: Surfer, name: str) -> None:
    pairs = [*asked(prompt="login").items(), (name, "again")]
    answer = answer_of(surfer.client.get("/oidc/authorize", query_params=pairs))
    assert answer["error"] == "invalid_request"


@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "something_else"])
def test_a_repeated_address_is_refused_here(surfer: Surfer, name: str) -> None:
    pairs = [*asked(something_else="1").items(), (name, asked().get(name, "2"))]
    assert surfer.client.get("/oidc/authorize", query_params=pairs).status_code == 400


def test_pkce_may_be_left_out_where_registered_so(surfer: Surfer, person: Person) -> None:
    """Only for a conformance test's client; and then `plain` is still refused (no downgrade)."""
    register("suite", pkce_required=False)
    without: dict[str, Any] = {"code_challenge": None, "code_challenge_method": None}
    code = surfer.sign_in(person).open_service("suite", **without)
    assert surfer.redeem(code, "suite", code_verifier=None).status_code == 200
    for change in ({"code_challenge_method": "plain"}, {"code_challenge_method": None}, {"code_challenge": None}):
        assert answer_of(surfer.authorize("suite", **change))["error"] == "invalid_request"


def test_a_service_for_the_eid_alone_is_told_that_no_key_here_reaches_it(surfer: Surfer) -> None:
    """SU-05."""
    register("vault", min_level=500, allowed_keys=["eid"])
    assert answer_of(surfer.authorize("vault"))["error"] == "unmet_authentication_requirements"
    register("cabinet", min_level=250, allowed_keys=["email_code"])
    assert "/sign-in/" in surfer.authorize("cabinet")["Location"]
    assert answer_of(surfer.authorize("cabinet", acr_values="urn:beffroi:acr:300"))["error"] == (
        "unmet_authentication_requirements"
    )


def test_an_id_token_hint_of_another_service_is_refused(surfer: Surfer, person: Person) -> None:
    register("theatre")
    hint = surfer.sign_in(person).tokens("theatre")["id_token"]
    assert answer_of(surfer.authorize(id_token_hint=hint))["error"] == "invalid_request"
    assert "/continue/" in surfer.authorize("theatre", id_token_hint=hint)["Location"]


def test_refusals_do_not_say_whether_a_service_exists(surfer: Surfer) -> None:
    """OP-ENUM: the same page for an unknown service and for one with another address, but for the reason's sentence."""
    unknown, other = surfer.authorize(client_id="nobody"), surfer.authorize(redirect_uri="https://x.example/")
    assert unknown.status_code == other.status_code == 400


def test_audit_is_untouched_by_a_refused_request(surfer: Surfer) -> None:
    before = audit.AuditRecord.objects.count()
    surfer.authorize(scope="profile")
    assert audit.AuditRecord.objects.count() == before
