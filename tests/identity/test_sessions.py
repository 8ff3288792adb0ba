"""Sessions: cookie, life, list, end (SE-*, SU-*, COOK)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beffroi.identity import sessions as hooks
from beffroi.identity.actions import end_all_sessions
from beffroi.identity.models import Person, Session
from beffroi.kernel import clock
from beffroi.kernel.actor import system_actor
from tests.conftest import assert_page
from tests.identity.conftest import MONDAY, Browser, make_person

pytestmark = pytest.mark.django_db


def alive(browser: Browser) -> bool:
    return bool(browser.get("/fr/sessions/").status_code == 200)


def test_the_cookie_lasts_as_long_as_the_window(browser: Browser, person: Person) -> None:
    """SE-01, COOK: no Max-Age, HttpOnly, SameSite=Lax, Path=/, no Domain, opaque, 256 bits."""
    answer = browser.begin().sign_in()
    cookie = answer.cookies["beffroi_identity"]
    assert cookie["max-age"] == "" and cookie["expires"] == "" and cookie["domain"] == ""
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert len(cookie.value) == 43
    assert person.user_name not in cookie.value


def test_under_tls_the_cookie_is_secure(browser: Browser, person: Person, settings: Any) -> None:
    """SE-01."""
    settings.IS_TLS = True
    assert browser.begin().sign_in().cookies["beffroi_identity"]["secure"]


def test_only_a_hash_of_the_secret_is_stored(browser: Browser, person: Person) -> None:
    browser.begin().sign_in()
    assert browser.session_secret.encode() not in bytes(Session.objects.get().secret_hash)


def test_each_authentication_gives_a_new_secret(browser: Browser, person: Person) -> None:
    """SE-02: the old one is dead; the session and its sid go on."""
    browser.begin().sign_in("email-code")
    first, sid = browser.session_secret, Session.objects.get().sid
    browser.begin(min_level=400).sign_in("mobile-app")
    assert browser.session_secret != first
    session = Session.objects.get()
    assert (session.sid, session.level, set(session.keys)) == (sid, 400, {"email_code", "mobile_app"})
    browser.client.cookies["beffroi_identity"] = first
    assert not alive(browser)


def test_a_weaker_key_does_not_lower_the_session(browser: Browser, person: Person) -> None:
    """SU-06."""
    with clock.frozen(MONDAY):
        browser.begin().sign_in("mobile-app")
    with clock.frozen(MONDAY + timedelta(minutes=10)):
        browser.begin(must_authenticate=True).sign_in("email-code")
    session = Session.objects.get()
    assert (session.level, session.authenticated_at) == (400, MONDAY)


def test_a_weaker_key_does_not_keep_a_level_alive(browser: Browser, person: Person) -> None:
    """SU-06: after the app's eight hours the session is worth its e-mail code."""
    with clock.frozen(MONDAY):
        browser.begin().sign_in("mobile-app")
    with clock.frozen(MONDAY + timedelta(minutes=20)):
        Session.objects.update(idle_until=MONDAY + timedelta(days=1))
    with clock.frozen(MONDAY + timedelta(hours=7)):
        browser.begin(must_authenticate=True).sign_in("email-code")
        Session.objects.update(idle_until=MONDAY + timedelta(days=1))
    with clock.frozen(MONDAY + timedelta(hours=9)):
        page = assert_page(browser.get("/en/"))
        assert "Basic" in page and "Substantial" not in page


@pytest.mark.parametrize(
    ("slug", "after", "is_alive"),
    [
        ("mobile-app", {"minutes": 29}, True),
        ("mobile-app", {"minutes": 31}, False),
        ("email-code", {"minutes": 31}, False),
    ],
)
def test_an_idle_session_ends(
    browser: Browser, person: Person, slug: str, after: dict[str, int], is_alive: bool
) -> None:
    """SE-03."""
    with clock.frozen(MONDAY):
        browser.begin().sign_in(slug)
    with clock.frozen(MONDAY + timedelta(**after)):
        assert alive(browser) == is_alive


@pytest.mark.parametrize(
    ("slug", "hours", "is_alive"), [("mobile-app", 7, True), ("mobile-app", 9, False), ("email-code", 5, False)]
)
def test_a_busy_session_ends_too(browser: Browser, person: Person, slug: str, hours: int, is_alive: bool) -> None:
    """SE-03: absolute, per level."""
    with clock.frozen(MONDAY):
        browser.begin().sign_in(slug)
    Session.objects.update(idle_until=MONDAY + timedelta(days=2))
    with clock.frozen(MONDAY + timedelta(hours=hours)):
        assert alive(browser) == is_alive


def test_a_request_prolongs_and_is_written_once_a_minute(browser: Browser, person: Person) -> None:
    with clock.frozen(MONDAY):
        browser.begin().sign_in("mobile-app")
    for seconds, statements in ((30, 1), (90, 2), (100, 1)):
        with clock.frozen(MONDAY + timedelta(seconds=seconds)), CaptureQueriesContext(connection) as counted:
            browser.client.post("/fr/session/stay/")
        assert len(counted) == statements
    assert Session.objects.get().idle_until == MONDAY + timedelta(seconds=90, minutes=30)


def test_staying_signed_in_answers_for_the_session(browser: Browser, person: Person) -> None:
    assert browser.client.post("/fr/session/stay/").status_code == 401
    browser.begin().sign_in("mobile-app")
    assert browser.client.post("/fr/session/stay/").status_code == 204


def test_a_person_lists_and_ends_his_sessions(browser: Browser, another_browser: Browser, person: Person) -> None:
    """SE-04."""
    browser.begin(client_id="").sign_in("mobile-app")
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        another_browser.begin(client_id="").sign_in("mobile-app")
    other = Session.objects.latest("created_at")
    assert str(other.id) in assert_page(browser.get("/fr/sessions/"))
    assert browser.client.post(f"/fr/sessions/{other.id}/end/").status_code == 303
    assert not alive(another_browser) and alive(browser)


def test_all_other_sessions_end_at_once(browser: Browser, another_browser: Browser, person: Person) -> None:
    """SE-04, SE-06."""
    browser.begin(client_id="").sign_in("mobile-app")
    another_browser.begin(client_id="").sign_in("email-code")
    browser.client.post("/fr/sessions/others/end/")
    assert not alive(another_browser) and alive(browser)


def test_nobody_ends_anothers_session(browser: Browser, another_browser: Browser, person: Person) -> None:
    browser.begin().sign_in("mobile-app")
    make_person(2)
    another_browser.begin().sign_in("email-code", user_name="ada.lievens2")
    theirs = Session.objects.exclude(person=person).get()
    assert browser.client.post(f"/fr/sessions/{theirs.id}/end/").status_code == 404
    assert alive(another_browser)


def test_another_person_in_the_same_browser_ends_the_first_ones_session(browser: Browser, person: Person) -> None:
    browser.begin().sign_in("mobile-app")
    make_person(2)
    browser.begin().sign_in("email-code", user_name="ada.lievens2")
    ended = Session.objects.get(person=person)
    assert ended.ended_reason == "other_person"


def test_services_are_told_once_of_each_end(browser: Browser, person: Person, monkeypatch: Any) -> None:
    """LO-01: the provider's hook."""
    told: list[str] = []
    monkeypatch.setattr(hooks, "ON_END", [lambda session: told.append(session.sid)])
    browser.begin().sign_in("mobile-app")
    session = Session.objects.get()
    assert end_all_sessions(person, "suspended", by=system_actor("test")) == 1
    assert end_all_sessions(person, "suspended", by=system_actor("test")) == 0
    assert told == [session.sid]


def test_a_closed_persons_sessions_are_dead_at_once(browser: Browser, person: Person) -> None:
    """SE-05."""
    browser.begin().sign_in("mobile-app")
    Person.objects.update(closed_at=clock.now())
    assert not alive(browser)


@pytest.mark.parametrize("secret", ["", "x", "é" * 10, "A" * 43, "0" * 5000])
def test_a_forged_cookie_is_nobody(browser: Browser, person: Person, secret: str) -> None:
    browser.begin().sign_in("mobile-app")
    browser.client.cookies["beffroi_identity"] = secret
    assert not alive(browser)
