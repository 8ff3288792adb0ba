"""Requests of any shape get an answer, never a 500; a failure undoes what it began, a refusal stays written."""

from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.kernel.models import AuditRecord
from beffroi.portal import queries
from beffroi.portal.models import PersonalTile
from tests.conftest import ServiceClient, assert_page
from tests.portal.conftest import Office, SignIn

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SEGMENT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/?#"), min_size=1, max_size=30)
PREFIXES = ("audiences", "applications", "pages", "help", "audiences/professionals", "favourites")
POSTS = ("favourites/", "organisations/", "appearance/", "stay/", "applications/welfare/move/", "sign-out/")


@given(prefix=st.sampled_from(PREFIXES), segment=SEGMENT)
@FUZZ
def test_any_address_is_answered(catalogue: None, portal: ServiceClient, prefix: str, segment: str) -> None:
    assert portal.get(f"/fr/{prefix}/{segment}/").status_code < 500


@given(name=st.sampled_from(["q", "open", "next", "level", "page"]), value=TEXT)
@FUZZ
def test_any_query_is_answered(catalogue: None, portal: ServiceClient, name: str, value: str) -> None:
    for page in ("", "applications/", "audiences/professionals/welfare-centres/"):
        assert portal.get(f"/fr/{page}", {name: value}).status_code in {200, 400}


@given(page=st.sampled_from(POSTS), form=st.dictionaries(TEXT, TEXT, max_size=4))
@FUZZ
def test_any_form_is_answered(sign_in: SignIn, office: Office, page: str, form: dict[str, str]) -> None:
    named = {"organisation": form.get("a", "x"), "color_scheme": form.get("b", "y"), "direction": form.get("c", "z")}
    assert sign_in(office.worker).post(f"/fr/{page}", {**named, **form}).status_code < 500


@given(state=TEXT, code=TEXT, iss=TEXT)
@FUZZ
def test_any_answer_of_a_provider_is_answered(
    catalogue: None, portal: ServiceClient, state: str, code: str, iss: str
) -> None:
    assert portal.get("/sign-in/callback", {"state": state, "code": code, "iss": iss}).status_code == 400


@given(token=st.binary(max_size=300))
@FUZZ
def test_any_logout_token_is_answered(catalogue: None, portal: ServiceClient, token: bytes) -> None:
    response = portal.post("/sign-in/back-channel-logout", token, content_type="application/x-www-form-urlencoded")
    assert response.status_code in {400, 503}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_take_no_other_method(catalogue: None, portal: ServiceClient, method: str) -> None:
    for page in ("", "applications/", "pages/about/", "applications/welfare/"):
        assert getattr(portal, method)(f"/fr/{page}").status_code == 405


def test_forms_of_elsewhere_are_refused(catalogue: None) -> None:
    browser = ServiceClient("portal", SERVER_NAME="localhost", enforce_csrf_checks=True, raise_request_exception=False)
    assert browser.post("/fr/appearance/", {"color_scheme": "dark"}).status_code == 403


def test_failure_undoes_what_it_began(sign_in: SignIn, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_after(**_: Any) -> None:
        PersonalTile.objects.create(account_id=office.worker.id, application_id="welfare", favourite_position=1)
        raise RuntimeError("a defect")

    monkeypatch.setattr("beffroi.portal.actions.set_favourite", fails_after)
    browser = sign_in(office.worker)
    assert browser.post("/fr/applications/welfare/favourite/?on=1").status_code == 500
    assert PersonalTile.objects.count() == 0
    assert_page(browser.get("/fr/"))


def test_refusal_stays_written_with_who_and_where(sign_in: SignIn, office: Office) -> None:
    sign_in(office.worker).get("/fr/applications/welfare/", REMOTE_ADDR="192.0.2.7")
    record = AuditRecord.objects.get(operation="portal.application.opened")
    assert (record.result, record.address, record.keys) == ("refused", "192.0.2.7", ["pwd", "otp"])


def test_database_that_does_not_answer_is_a_sentence(
    portal: ServiceClient, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    def away(*_: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr("beffroi.portal.middleware.acting", away)
    assert "B-" in assert_page(portal.get("/fr/"), 503)


def test_health_needs_no_session(portal: ServiceClient, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> Any:
        raise AssertionError("asked for a session")

    monkeypatch.setattr("beffroi.portal.middleware.signed_in", away)
    assert portal.get("/healthz").status_code == 200


def test_visitor_s_page_is_drawn_once_and_anew_when_the_catalogue_changes(
    catalogue: None, portal: ServiceClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beffroi.portal import kept_pages

    monkeypatch.setattr(kept_pages, "_kept", {})
    first = assert_page(portal.get("/fr/"))
    assert assert_page(portal.get("/fr/")) == first
    assert len(kept_pages._kept) == 1
    monkeypatch.setattr(queries, "_checksum", lambda: "another")
    assert_page(portal.get("/fr/"))
    assert len(kept_pages._kept) == 2


def test_pages_with_a_session_or_a_query_are_never_kept(
    sign_in: SignIn, office: Office, portal: ServiceClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beffroi.portal import kept_pages

    monkeypatch.setattr(kept_pages, "_kept", {})
    sign_in(office.worker).get("/fr/")
    sign_in(None, name="Zoé Inconnue").get("/fr/")
    portal.get("/fr/?x=y")
    portal.get("/fr/nothing/")
    portal.get("/fr/audiences/nothing/")
    assert kept_pages._kept == {}


def test_number_of_kept_pages_is_bounded(
    monkeypatch: pytest.MonkeyPatch, catalogue: None, portal: ServiceClient
) -> None:
    from beffroi.portal import kept_pages

    monkeypatch.setattr(kept_pages, "_kept", {})
    monkeypatch.setattr(kept_pages, "MOST", 2)
    for language in ("fr", "nl", "de", "en"):
        portal.get(f"/{language}/")
    assert len(kept_pages._kept) <= 2


def test_forwarded_addresses_count_only_behind_our_own_proxies(settings: Any) -> None:
    from beffroi.portal.address import client_address

    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.1"}
    assert client_address(request) == "127.0.0.1"
    settings.PROXY_COUNT = 1
    assert client_address(request) == "192.0.2.1"
    settings.PROXY_COUNT = 3
    assert client_address(request) == "127.0.0.1"
    request.META["REMOTE_ADDR"] = "unix:"
    assert client_address(request) == ""
