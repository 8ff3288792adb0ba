"""A sign-in step by step: what stops it, and where each page leads (the matrix of keys, as a full table)."""

from datetime import timedelta
from typing import Any

import pytest

from beffroi.identity import browser as browsers
from beffroi.identity.actions import begin_transaction, finish_transaction
from beffroi.identity.keys.catalogue import BY_SLUG, CATALOGUE
from beffroi.identity.keys.matrix import MATRIX, verdict_of
from beffroi.identity.keys.step import Step
from beffroi.identity.models import Key, Person, Session, Transaction
from beffroi.kernel import clock
from tests.conftest import assert_page
from tests.identity.conftest import MONDAY, PASSWORD, Browser, make_person

pytestmark = pytest.mark.django_db

INSTALLED = ("email-code", "token-card", "mobile-app")
PASSED: dict[str, Any] = {
    "password_passed_at": MONDAY,
    "key": "mobile_app",
    "held_key": Key(kind="mobile_app", state="active"),
}

# What is wrong with the step, and the reason each page gives; "" is permitted.
TABLE: list[tuple[str, dict[str, Any], str, tuple[str, str, str]]] = [
    ("all is well", PASSED, "mobile-app", ("", "", "")),
    ("another browser", {**PASSED, "browser": b"x" * 32}, "mobile-app", ("other_browser",) * 3),
    ("too late", {**PASSED, "expires_at": MONDAY}, "mobile-app", ("expired",) * 3),
    ("answered", {**PASSED, "finished_at": MONDAY}, "mobile-app", ("already_answered",) * 3),
    ("signed in", {**PASSED, "authenticated_at": MONDAY}, "mobile-app", ("authenticated",) * 3),
    ("unknown key", PASSED, "fax", ("", "key_not_installed", "key_not_installed")),
    ("eID", PASSED, "eid", ("", "key_not_installed", "key_not_installed")),
    ("level", {**PASSED, "min_level": 450}, "mobile-app", ("", "level_too_low", "level_too_low")),
    ("e-mail above 250", {**PASSED, "min_level": 251}, "email-code", ("", "level_too_low", "level_too_low")),
    ("eID only", {**PASSED, "allowed_keys": ["eid"]}, "mobile-app", ("", "key_not_accepted", "key_not_accepted")),
    ("no password yet", {}, "mobile-app", ("", "", "password_first")),
    ("password for another key", PASSED, "token-card", ("", "", "password_first")),
    ("locked", {**PASSED, "held_key": Key(kind="mobile_app", state="locked")}, "mobile-app", ("", "", "key_locked")),
    (
        "pending app",
        {**PASSED, "held_key": Key(kind="mobile_app", state="pending")},
        "mobile-app",
        ("", "", "key_locked"),
    ),
    ("ended", {**PASSED, "held_key": Key(kind="mobile_app", state="ended")}, "mobile-app", ("", "", "key_locked")),
]


@pytest.mark.parametrize(("changes", "slug", "reasons"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_each_page_refuses(changes: dict[str, Any], slug: str, reasons: tuple[str, str, str]) -> None:
    """EM-03, EM-05, SU-01, SU-04."""
    values = {"browser": b"b" * 32, "expires_at": MONDAY + timedelta(minutes=1), "created_at": MONDAY} | changes
    step = Step(Transaction(**values), b"b" * 32, BY_SLUG.get(slug), MONDAY)
    assert tuple(verdict_of(page, step).reason for page in ("choice", "password", "code")) == reasons


def test_a_page_without_checks_is_an_error() -> None:
    with pytest.raises(KeyError):
        verdict_of("new page", Step(Transaction(), b"", None, MONDAY))
    assert all(MATRIX.values())


def test_without_any_cookie_nothing_opens() -> None:
    step = Step(Transaction(browser=b"", expires_at=MONDAY + timedelta(minutes=1)), b"b" * 32, None, MONDAY)
    assert verdict_of("choice", step).reason == "other_browser"


@pytest.mark.parametrize("slug", INSTALLED)
def test_no_key_below_the_services_level_signs_in(browser: Browser, person: Person, slug: str) -> None:
    """EM-05."""
    level = BY_SLUG[slug].level
    browser.begin(min_level=level + 1)
    assert browser.type_password(slug).status_code == 403
    assert browser.begin(min_level=level).type_password(slug).status_code == 303


def test_the_choice_shows_the_guides_two_groups_and_refused_keys_last(browser: Browser) -> None:
    browser.language = "fr"
    page = assert_page(browser.begin(min_level=300).choose())
    places = [page.index(f'id="{id}"') for id in ("keys-identity", "keys-code", "keys-refused", "good-to-know", "help")]
    assert places == sorted(places)
    assert page.index("avec un code de sécurité envoyé par e-mail") > places[2]
    assert page.index("avec code de sécurité via token") < places[2]
    assert "/sign-in/" + browser.under_way.reference + "/eid/" not in page


def test_every_key_of_the_guide_is_shown(browser: Browser) -> None:
    page = assert_page(browser.begin(min_level=0).choose())
    assert all(str(kind.name) in page or kind.slug in page for kind in CATALOGUE)
    assert "/oidc/authorize/cancel?transaction=" in page


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_every_page_speaks_each_language(browser: Browser, person: Person, language: str) -> None:
    browser.language = language
    browser.begin()
    pages = [browser.choose(), browser.get(browser.url("email-code"))]
    browser.type_password("email-code")
    pages += [browser.get(browser.url("email-code", "code")), browser.get(f"/{language}/")]
    for page in pages:
        assert f'<html lang="{language}"' in assert_page(page)


def test_an_unknown_reference_is_an_expired_sign_in(browser: Browser) -> None:
    browser.begin()
    for reference in ("x", "A" * 43, "%00", "é", "..", "A" * 500):
        assert browser.get(f"/fr/sign-in/{reference}/").status_code in {404, 410, 400}


def test_after_half_an_hour_the_sign_in_is_over(browser: Browser, person: Person) -> None:
    with clock.frozen(MONDAY):
        browser.begin().type_password("mobile-app")
    with clock.frozen(MONDAY + timedelta(minutes=31)):
        assert browser.choose().status_code == 410
        assert browser.type_code("mobile-app", browser.app_code()).status_code == 410
    assert not Session.objects.exists()


def test_the_back_button_after_success_leads_on(browser: Browser, person: Person) -> None:
    browser.begin().sign_in("mobile-app")
    again = browser.choose()
    assert again.status_code == 303 and again["Location"].startswith("/oidc/authorize/resume")
    assert finish_transaction(browser.under_way)
    assert browser.choose().status_code == 410
    assert browser.type_password("mobile-app").status_code == 410


def test_two_tabs_sign_in_side_by_side(browser: Browser, person: Person) -> None:
    first = browser.begin().under_way
    browser.type_password("email-code")
    code = browser.mailed_code()
    second = browser.begin().under_way
    assert browser.type_password("mobile-app").status_code == 303
    browser.under_way = first
    assert browser.type_code("email-code", code).status_code == 303
    browser.under_way = second
    assert browser.type_code("mobile-app", browser.app_code()).status_code == 303
    assert Session.objects.get().level == 400


def test_a_change_of_key_asks_the_password_again(browser: Browser, person: Person) -> None:
    browser.begin().type_password("email-code")
    answer = browser.get(browser.url("mobile-app", "code"))
    assert answer.status_code == 303 and answer["Location"] == browser.url("mobile-app")


def test_pages_of_a_sign_in_are_kept_by_no_cache_and_send_forms_to_the_service(browser: Browser) -> None:
    """LO-05; Chromium applies form-action to the redirects too."""
    answer = browser.begin().get(browser.url("email-code"))
    assert answer["Cache-Control"] == "no-store"
    assert "form-action 'self' https://portal.example;" in answer["Content-Security-Policy"]


def test_without_a_service_one_signs_in_to_see_ones_keys(browser: Browser, person: Person) -> None:
    assert_page(browser.get("/fr/"))
    answer = browser.client.post("/fr/sign-in/", {"own_page": "keys"})
    assert answer.status_code == 303
    browser.under_way = Transaction.objects.get()
    answer = browser.sign_in("mobile-app")
    assert (answer.status_code, answer["Location"]) == (303, "/fr/keys/")
    assert_page(browser.get("/fr/keys/"))
    assert_page(browser.get("/fr/"))


@pytest.mark.parametrize("own_page", ["https://evil.example", "//evil.example", "../admin", ""])
def test_a_sign_in_leads_to_our_own_pages_only(browser: Browser, person: Person, own_page: str) -> None:
    browser.client.post("/fr/sign-in/", {"own_page": own_page})
    browser.under_way = Transaction.objects.get()
    assert browser.sign_in("mobile-app")["Location"] == "/fr/"


def test_a_planted_browser_secret_too_short_is_replaced(db: None) -> None:
    _, secret = begin_transaction(
        client_id="", service_name={}, redirect_uri="", request={}, min_level=0, language="fr", browser_secret="short"
    )
    assert len(secret) == 43 and secret != "short"


def test_forms_need_their_token(browser: Browser, person: Person) -> None:
    from tests.conftest import ServiceClient

    strict = ServiceClient("identity", SERVER_NAME="localhost", raise_request_exception=False, enforce_csrf_checks=True)
    browser.begin()
    strict.cookies = browser.client.cookies
    answer = strict.post(browser.url("mobile-app"), {"user_name": "ada.lievens1", "password": PASSWORD})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0", "Edge 131, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Mobile Safari/604",
            "Safari 18, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36", "Chrome 131, Android"),
        ("", ""),
        ("x" * 9000, ""),
    ],
)
def test_a_browser_is_named_for_its_owner(rf: Any, agent: str, said: str) -> None:
    assert browsers.description_of(rf.get("/", HTTP_USER_AGENT=agent)) == said


@pytest.mark.parametrize(
    ("count", "header", "address"),
    [
        (0, "1.2.3.4", "127.0.0.1"),
        (1, "9.9.9.9, 1.2.3.4", "1.2.3.4"),
        (2, "1.2.3.4", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_trusted_proxies_say_the_address(rf: Any, settings: Any, count: int, header: str, address: str) -> None:
    settings.PROXY_COUNT = count
    assert browsers.address_of(rf.get("/", HTTP_X_FORWARDED_FOR=header)) == address


def test_a_person_may_have_one_name_only_or_another_language(browser: Browser) -> None:
    person = make_person(7, language="nl")
    Person.objects.filter(id=person.id).update(given_names="")
    browser.begin(client_id="").sign_in("email-code", user_name="ada.lievens7")
    assert "Lievens" in assert_page(browser.get("/nl/"))
