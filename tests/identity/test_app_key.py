"""The mobile app: its code, and linking it (TO-*, EM-06)."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from beffroi.identity import rules
from beffroi.identity.keys import mobile_app
from beffroi.identity.models import Key, MobileApp, Person, Session
from beffroi.kernel import clock
from tests.conftest import assert_page
from tests.identity.conftest import MONDAY, SECRET, Browser, make_person

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_the_apps_code(browser: Browser, person: Person) -> None:
    browser.begin(min_level=400).type_password("mobile-app")
    assert_page(browser.get(browser.url("mobile-app", "code")))
    assert browser.type_code("mobile-app", browser.app_code()).status_code == 303
    assert Session.objects.get().level == 400


@pytest.mark.parametrize(("ago", "status"), [(0, 303), (1, 303), (2, 200), (-1, 200)])
def test_the_previous_step_is_taken_and_no_other(browser: Browser, person: Person, ago: int, status: int) -> None:
    """TO-02."""
    with clock.frozen(MONDAY):
        browser.begin().type_password("mobile-app")
        assert browser.type_code("mobile-app", browser.app_code(ago)).status_code == status


def test_a_code_seen_over_the_shoulder_is_spent(browser: Browser, another_browser: Browser, person: Person) -> None:
    """TO-03: the same code, and the one before it."""
    with clock.frozen(MONDAY):
        browser.begin().sign_in("mobile-app")
        another_browser.begin().type_password("mobile-app")
        assert another_browser.type_code("mobile-app", another_browser.app_code()).status_code == 200
        assert another_browser.type_code("mobile-app", another_browser.app_code(1)).status_code == 200
    assert Session.objects.count() == 1


def test_the_secret_is_sealed_and_long_enough(person: Person) -> None:
    """TO-04."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM identity_mobileapp")
        assert SECRET.encode() not in bytes(cursor.fetchone()[0])
    assert len(mobile_app.decoded(mobile_app.new_secret())) * 8 >= 160


def test_linking_a_new_app_needs_a_correct_code(browser: Browser, person: Person) -> None:
    """TO-05: the present app works until then; then it is dead."""
    browser.begin(client_id="").sign_in("token-card")
    assert browser.client.post("/fr/keys/mobile-app/new/").status_code == 303
    page = assert_page(browser.get("/fr/keys/mobile-app/"))
    assert "data:image/svg+xml" in page
    secret = Key.objects.get(kind="mobile_app", state="pending").app.secret
    assert " ".join(re.findall("....", secret)) in page
    wrong = browser.client.post("/fr/keys/mobile-app/", {"code": "000000"})
    assert wrong.status_code == 200
    assert Key.objects.get(kind="mobile_app", state="active").app.secret == SECRET
    code = rules.app_code(mobile_app.decoded(secret), rules.app_step(clock.now()))
    assert browser.client.post("/fr/keys/mobile-app/", {"code": code}).status_code == 303
    assert Key.objects.get(kind="mobile_app", state="active").app.secret == secret
    assert Key.objects.get(kind="mobile_app", state="ended").reason == "new_key"
    browser.run_jobs()
    assert mail.outbox and "http" not in mail.outbox[-1].body


def test_the_email_key_links_nothing(browser: Browser, person: Person) -> None:
    """EM-06."""
    browser.begin(client_id="").sign_in("email-code")
    assert browser.client.post("/fr/keys/mobile-app/new/").status_code == 403
    assert browser.client.post("/fr/keys/token-card/new/").status_code == 403
    assert not Key.objects.filter(state="pending").exists()


def test_a_sign_in_of_six_minutes_ago_links_nothing(browser: Browser, person: Person) -> None:
    """TO-05: fresh."""
    with clock.frozen(MONDAY):
        browser.begin(client_id="").sign_in("mobile-app")
    with clock.frozen(MONDAY + timedelta(minutes=6)):
        assert browser.client.post("/fr/keys/mobile-app/new/").status_code == 403


def test_a_pending_app_signs_nobody_in(browser: Browser) -> None:
    """TO-05."""
    person = make_person(4, keys=("token_card",))
    key = Key.objects.create(person=person, kind="mobile_app", state="pending", created_at=clock.now())
    MobileApp.objects.create(key=key, secret=SECRET)
    assert browser.begin().type_password("mobile-app", "ada.lievens4").status_code == 403


def test_the_address_for_the_app_names_issuer_and_person() -> None:
    address = mobile_app.address_for_app("JBSWY3DPEHPK3PXP", "ada lievens")
    assert address == "otpauth://totp/Beffroi%3Aada%20lievens?secret=JBSWY3DPEHPK3PXP&issuer=Beffroi"
