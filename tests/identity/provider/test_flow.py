"""The code flow from end to end, as a service sees it (OIDC Basic OP modules of the conformance suite)."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from beffroi.identity.models import Person
from beffroi.identity.provider.models import AccessToken, AuthorizationCode, Client
from beffroi.kernel import clock
from tests.identity.conftest import Browser, make_person
from tests.identity.provider.conftest import Surfer, answer_of, asked, register


def test_a_person_signs_in_with_a_key_and_the_service_learns_who_and_how(browser: Browser, service: Client) -> None:
    """ServerTest, and: who authenticated in this very transaction is not asked to click once more."""
    person = make_person()
    page = browser.client.get("/oidc/authorize", asked())["Location"]
    browser.under_way = _under_way(page)
    browser.type_password("mobile-app")
    resume = browser.type_code("mobile-app", browser.app_code())
    answer = answer_of(browser.get(resume["Location"]))
    assert answer["state"] == "the-state"
    assert answer["iss"] == settings.IDENTITY_ORIGIN
    surfer = Surfer(browser.client)
    tokens = surfer.redeem(answer["code"]).json()
    claims = surfer.claims(tokens["id_token"])
    assert claims["acr"] == "urn:beffroi:acr:400"
    assert claims["amr"] == ["pwd", "otp"]
    assert claims["nonce"] == "the-nonce"
    assert surfer.userinfo(tokens["access_token"]).json()["name"] == person.name


def _under_way(page: str) -> Any:
    from beffroi.identity.models import Transaction

    return Transaction.objects.get(reference=page.rstrip("/").rsplit("/", 1)[1])


def test_id_token_says_what_the_standard_asks(surfer: Surfer, person: Person) -> None:
    tokens = surfer.sign_in(person).tokens()
    claims, now = surfer.claims(tokens["id_token"]), clock.now().timestamp()
    assert claims["iss"] == settings.IDENTITY_ORIGIN
    assert claims["aud"] == "library"
    assert now - 5 <= claims["iat"] <= now < claims["exp"] <= now + 600
    assert now - 5 <= claims["auth_time"] <= now
    assert surfer.session is not None
    assert claims["sid"] == surfer.session.sid
    assert len(claims["at_hash"]) == 22
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 600


def test_no_nonce_asked_none_given(surfer: Surfer, person: Person) -> None:
    """EnsureRequestWithoutNonceSucceedsForCodeFlow."""
    claims = surfer.claims(surfer.sign_in(person).tokens(nonce=None)["id_token"])
    assert "nonce" not in claims


def test_the_answer_of_the_token_endpoint_is_kept_by_no_cache(surfer: Surfer, person: Person) -> None:
    response = surfer.redeem(surfer.sign_in(person).open_service())
    assert response["Cache-Control"] == "no-store"


def test_two_services_know_the_person_under_different_names(surfer: Surfer, person: Person) -> None:
    register("theatre")
    surfer.sign_in(person)
    subs = {surfer.claims(surfer.tokens(client)["id_token"])["sub"] for client in ("library", "theatre")}
    assert len(subs) == 2
    assert str(person.id) not in "".join(subs)


def test_services_of_one_sector_know_the_person_under_one_name(surfer: Surfer, person: Person) -> None:
    register("theatre", sector="culture.example")
    register("opera", sector="culture.example")
    surfer.sign_in(person)
    assert len({surfer.claims(surfer.tokens(client)["id_token"])["sub"] for client in ("theatre", "opera")}) == 1


def test_codes_and_tokens_are_kept_as_hashes(surfer: Surfer, person: Person) -> None:
    code = surfer.sign_in(person).open_service()
    token = surfer.redeem(code).json()["access_token"]
    kept = [bytes(AuthorizationCode.objects.get().code_hash), bytes(AccessToken.objects.get().token_hash)]
    assert code.encode() not in kept
    assert token.encode() not in kept


def test_authorization_request_by_post_goes_on_by_get(surfer: Surfer, person: Person) -> None:
    """EnsurePostRequestSucceeds; never a 307 (OP-307), which would carry the form on."""
    surfer.sign_in(person)
    response = surfer.client.post("/oidc/authorize", asked())
    assert response.status_code == 303
    assert "/continue/" in surfer.client.get(response["Location"])["Location"]


def test_every_redirect_is_a_303(surfer: Surfer, person: Person) -> None:
    """OP-307."""
    page = surfer.sign_in(person).authorize()
    answers = [
        page,
        surfer.press_continue(page["Location"]),
        surfer.authorize(prompt="none"),
        surfer.authorize(scope="x"),
    ]
    assert {response.status_code for response in answers} == {303}


def test_cancelling_tells_the_service(surfer: Surfer) -> None:
    reference = surfer.authorize()["Location"].rstrip("/").rsplit("/", 1)[1]
    answer = answer_of(surfer.client.get("/oidc/authorize/cancel", {"transaction": reference}))
    assert answer["error"] == "access_denied"
    assert answer["state"] == "the-state"
    assert answer["iss"] == settings.IDENTITY_ORIGIN
    assert surfer.client.get("/oidc/authorize/cancel", {"transaction": reference}).status_code == 410


def test_page_language_follows_ui_locales(surfer: Surfer) -> None:
    """UiLocales: the first we speak; an unknown one is passed over."""
    assert surfer.authorize(ui_locales="pl nl-BE fr")["Location"].startswith("/nl/")


def test_unknown_parameters_are_ignored(surfer: Surfer) -> None:
    """EnsureRequestWithUnknownParameterSucceeds, DisplayPopup, ClaimsLocales, LoginHint."""
    page = surfer.authorize(extra="1", display="popup", claims_locales="fr", login_hint="ada.lievens1")["Location"]
    assert "/sign-in/" in page
    assert _under_way(page).request["login_hint"] == "ada.lievens1"


def test_a_code_is_good_for_a_minute(surfer: Surfer, person: Person) -> None:
    surfer.sign_in(person).open_service()
    code = AuthorizationCode.objects.get()
    assert code.expires_at - code.created_at == timedelta(seconds=60)
