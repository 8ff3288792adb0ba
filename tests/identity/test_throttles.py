"""Guessing is slow, its owner is not kept out (RL-01 … RL-07)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from beffroi.identity import policies
from beffroi.identity.models import Key, Person
from beffroi.kernel import clock, throttle
from tests.identity.conftest import MONDAY, Browser

pytestmark = pytest.mark.django_db
MINE = {"REMOTE_ADDR": "10.0.0.1"}


def wrong(browser: Browser, times: int, address: str, name: str = "ada.lievens1") -> None:
    for _ in range(times):
        browser.type_password("mobile-app", name, "wrong", REMOTE_ADDR=address)


def test_the_sixth_wrong_password_waits_and_the_wait_grows(browser: Browser, person: Person) -> None:
    """RL-01."""
    browser.begin()
    with clock.frozen(clock.now()):
        wrong(browser, 5, "10.0.0.1")
        answer = browser.type_password("mobile-app", **MINE)
        assert answer.status_code == 200 and "30" in answer.content.decode()
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        wrong(browser, 1, "10.0.0.1")
        answer = browser.type_password("mobile-app", **MINE)
        assert answer.status_code == 200


def test_the_right_password_after_the_wait_opens_and_resets(browser: Browser, person: Person) -> None:
    """RL-04."""
    browser.begin()
    wrong(browser, 5, "10.0.0.1")
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert browser.type_password("mobile-app", **MINE).status_code == 303
        wrong(browser, 4, "10.0.0.1")
        assert browser.type_password("mobile-app", **MINE).status_code == 303


def test_a_stranger_who_knows_the_name_keeps_nobody_out(browser: Browser, person: Person) -> None:
    """RL-05: guesses from elsewhere slow that address, not the owner at his."""
    browser.begin()
    wrong(browser, 20, "192.0.2.66")
    assert browser.type_password("mobile-app", **MINE).status_code == 303


def test_one_address_trying_many_names_is_slowed(browser: Browser, person: Person) -> None:
    """RL-06."""
    browser.begin()
    for _ in range(policies.ADDRESS.free):
        throttle.attempt("identity.address", "192.0.2.66", policies.ADDRESS)
    answer = browser.type_password("mobile-app", REMOTE_ADDR="192.0.2.66")
    assert answer.status_code == 200


def test_an_office_behind_one_address_is_not_slowed_by_its_own_people(browser: Browser, person: Person) -> None:
    """RL-06: a whole sign-in gives its try back."""
    for number in range(3):
        with clock.frozen(MONDAY + timedelta(minutes=number)):
            browser.begin().sign_in("mobile-app")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count FROM kernel_throttle WHERE bucket = 'identity.address'")
        assert cursor.fetchone() == (0,)


def test_a_hundred_wrong_passwords_in_a_row_disable_it(browser: Browser, person: Person, settings: Any) -> None:
    """RL-02: NIST SP 800-63B-4 §3.2.2, from any number of addresses."""
    for _ in range(99):
        throttle.attempt("identity.name", "ada.lievens1", policies.NAME)
    browser.begin()
    wrong(browser, 1, "192.0.2.9")
    answer = browser.type_password("mobile-app", **MINE)
    assert answer.status_code == 403
    assert browser.type_password("mobile-app", "nobody", **MINE).status_code == 200


def test_an_unknown_name_is_disabled_alike(browser: Browser) -> None:
    """PW-10."""
    for _ in range(100):
        throttle.attempt("identity.name", "nobody", policies.NAME)
    assert browser.begin().type_password("mobile-app", "nobody").status_code == 403


def test_wrong_codes_are_counted_too(browser: Browser, person: Person) -> None:
    """RL-01, RL-03."""
    browser.begin().type_password("mobile-app")
    for _ in range(5):
        browser.type_code("mobile-app", "000000")
    answer = browser.type_code("mobile-app", browser.app_code())
    assert answer.status_code == 200


def test_a_hundred_wrong_codes_lock_the_key(browser: Browser, person: Person) -> None:
    """RL-02, RL-03."""
    browser.begin().type_password("mobile-app")
    throttle.attempt("identity.code", f"mobile_app|{person.id}", policies.CODE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_throttle SET count = 100, forget_at = 'infinity' WHERE bucket = 'identity.code'")
    assert browser.type_code("mobile-app", browser.app_code()).status_code == 403
    assert Key.objects.get(kind="mobile_app").state == "locked"
    assert browser.begin().type_password("mobile-app").status_code == 403
    assert browser.begin().type_password("token-card").status_code == 303


def test_five_mails_an_hour(browser: Browser, person: Person) -> None:
    """EM-04."""
    browser.begin().type_password("email-code")
    for _ in range(4):
        assert browser.client.post(browser.url("email-code", "code"), {"again": "1"}).status_code == 303
    answer = browser.client.post(browser.url("email-code", "code"), {"again": "1"})
    assert answer.status_code == 200
    assert browser.begin().type_password("email-code").status_code == 303
    assert browser.run_jobs() == 5
    assert len(mail.outbox) == 1  # all were asked before the first was sent: one mail answers them
