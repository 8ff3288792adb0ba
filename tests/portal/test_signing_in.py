"""The portal's side of a sign-in: where one lands, what a failure says. The protocol itself: tests/portal/oidc."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings

from beffroi.kernel.models import AuditRecord
from beffroi.portal import oidc
from beffroi.portal.models import Preference, Session
from beffroi.portal.oidc import provider
from beffroi.portal.oidc.errors import ProviderUnreachable
from tests.conftest import ServiceClient, assert_page
from tests.factories.access import MembershipFactory, OrganisationFactory
from tests.portal.conftest import Office, Recognised, SignIn

pytestmark = pytest.mark.usefixtures("catalogue")


@dataclass(frozen=True)
class Proven(Recognised):
    return_to: str = "/de/calendar/"


@pytest.fixture
def provider_says(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """`provider_says(answer)`: what judging the provider's answer gives, or raises."""

    def say(answer: Any) -> None:
        def finish(request: Any) -> Any:
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(oidc, "finish", finish)

    return say


def test_person_with_one_workplace_lands_where_he_wanted(
    portal: ServiceClient, office: Office, provider_says: Any
) -> None:
    provider_says(Proven(niss=office.worker.niss))
    response = portal.get("/sign-in/callback?code=x")
    assert response["Location"] == "/de/calendar/"
    assert response["Cache-Control"] == "no-store"
    assert "CPAS" not in assert_page(portal.get("/nl/calendar/")).split("<main")[1]
    assert "ÖSHZ Namur" in assert_page(portal.get("/de/calendar/"))


def test_person_with_several_chooses_first_and_then_goes_on(
    portal: ServiceClient, office: Office, provider_says: Any
) -> None:
    MembershipFactory(account=office.worker, organisation=OrganisationFactory())
    provider_says(Proven(niss=office.worker.niss))
    response = portal.get("/sign-in/callback?code=x")
    assert response["Location"] == "/fr/organisations/?next=%2Fde%2Fcalendar%2F"
    body = assert_page(portal.get(response["Location"]))
    assert "/fr/organisations/?next=/de/calendar/" in body


def test_person_without_account_is_told_in_his_language(portal: ServiceClient, provider_says: Any) -> None:
    provider_says(Proven(name="Zoé Inconnue", language="nl"))
    response = portal.get("/sign-in/callback?code=x")
    assert response["Location"].startswith("/nl/organisations/")
    assert "Zoé Inconnue" in assert_page(portal.get(response["Location"]))


@pytest.mark.parametrize("niss", ["", "85073003329", "x", "8507300332"])
def test_nobody_is_guessed_from_a_niss_that_is_none(portal: ServiceClient, provider_says: Any, niss: str) -> None:
    provider_says(Proven(niss=niss))
    assert "/organisations/" in portal.get("/sign-in/callback?code=x")["Location"]
    assert AuditRecord.objects.get(operation="portal.session.opened").result == "refused"


def test_niss_is_used_once_and_not_kept(portal: ServiceClient, office: Office, provider_says: Any) -> None:
    from beffroi.portal.sessions import SessionStore

    provider_says(Proven(niss=office.worker.niss))
    portal.get("/sign-in/callback?code=x")
    key = portal.cookies[settings.SERVICES["portal"]["SESSION_COOKIE_NAME"]].value
    assert office.worker.niss not in str(SessionStore(key).load())


def test_colours_come_along_to_a_new_browser(portal: ServiceClient, office: Office, provider_says: Any) -> None:
    Preference.objects.create(account_id=office.worker.id, color_scheme="dark")
    provider_says(Proven(niss=office.worker.niss))
    response = portal.get("/sign-in/callback?code=x")
    assert response.cookies["beffroi_color_scheme"].value == "dark"


FAILURES = ("sign_in_unknown", "sign_in_key_too_weak", "sign_in_no_such_key", "sign_in_again", "sign_in_refused")


@pytest.mark.parametrize("reason", [*FAILURES, "sign_in_answer_invalid"])
@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_failure_says_what_happened_and_leads_back(
    portal: ServiceClient, provider_says: Any, reason: str, language: str
) -> None:
    provider_says(oidc.SignInFailed(reason))
    portal.cookies[settings.SERVICES["portal"]["LANGUAGE_COOKIE_NAME"]] = language
    response = portal.get("/sign-in/callback?error=x")
    body = assert_page(response, 400)
    assert f'<html lang="{language}"' in body
    assert f"/{language}/sign-in/?next=" in body
    assert response["X-Request-Reference"] in body
    assert Session.objects.exclude(account_id=None).count() == 0


def test_cancelling_leads_back_to_where_one_was(portal: ServiceClient, provider_says: Any) -> None:
    provider_says(oidc.SignInCancelled("/fr/calendar/"))
    body = assert_page(portal.get("/sign-in/callback?error=access_denied"), 400)
    assert 'href="/fr/calendar/"' in body


def test_failed_step_up_leaves_the_session_as_it_was(sign_in: SignIn, office: Office, provider_says: Any) -> None:
    browser = sign_in(office.worker)
    provider_says(oidc.SignInFailed("sign_in_no_such_key"))
    browser.cookies[settings.SERVICES["portal"]["LANGUAGE_COOKIE_NAME"]] = "fr"
    body = assert_page(browser.get("/sign-in/callback?error=x"), 400)
    assert "Vous restez connecté(e)" in body
    assert "/fr/sign-out/" in assert_page(browser.get("/fr/calendar/"))


def test_signed_in_person_is_not_sent_to_sign_in_again(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker, level=400)
    for query in ("?next=/fr/calendar/", "?next=/fr/calendar/&level=300", "?next=/fr/calendar/&level=400"):
        assert browser.get(f"/fr/sign-in/{query}")["Location"] == "/fr/calendar/"


@pytest.mark.parametrize("level", ["", "499", "-1", "x", "9" * 50])
def test_unknown_levels_ask_for_nothing(sign_in: SignIn, office: Office, level: str) -> None:
    response = sign_in(office.worker).get(f"/fr/sign-in/?next=/fr/calendar/&level={level}")
    assert response["Location"] == "/fr/calendar/"


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_open_redirects_lead_home(sign_in: SignIn, office: Office, target: str) -> None:
    browser = sign_in(office.worker)
    assert browser.get("/fr/sign-in/", {"next": target})["Location"] == "/fr/"
    assert browser.post("/fr/applications/welfare/favourite/?on=1", {"next": target})["Location"] == "/fr/"
    assert browser.post("/fr/organisations/", {"organisation": str(office.organisation.id), "next": target})[
        "Location"
    ] == ("/fr/")


def test_sign_in_without_a_provider_says_so(portal: ServiceClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise ProviderUnreachable

    monkeypatch.setattr(oidc, "begin", away)
    response = portal.get("/fr/sign-in/?next=/fr/")
    assert response["X-Request-Reference"] in assert_page(response, 503)


def test_sign_in_goes_to_the_provider_and_remembers_the_language(
    portal: ServiceClient, identity: ServiceClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = identity.get("/.well-known/openid-configuration").json()
    monkeypatch.setattr(provider, "_addresses", None)
    monkeypatch.setattr(provider.wire, "get", lambda address: document)
    response = portal.get("/de/sign-in/?next=/de/calendar/")
    assert response["Location"].startswith(f"{settings.IDENTITY_ORIGIN}/oidc/authorize?")
    cookie = response.cookies[settings.SERVICES["portal"]["LANGUAGE_COOKIE_NAME"]]
    assert (cookie.value, cookie["max-age"], cookie["httponly"]) == ("de", "", True)


def test_callback_nobody_began_is_a_page(portal: ServiceClient) -> None:
    for query in ("", "?state=x&code=y", "?error=server_error&state=x", "?state=" + "x" * 3000):
        assert_page(portal.get(f"/sign-in/callback{query}"), 400)
