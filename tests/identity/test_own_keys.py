"""« My keys »: changing the password, ending a key; each change is told (PW-08, KM-02, KM-03)."""

from datetime import timedelta

import pytest
from django.core import mail

from beffroi.identity.keys import password
from beffroi.identity.models import Key, KeyEvent, Password, Person
from beffroi.kernel import clock
from beffroi.kernel.models import AuditRecord
from tests.conftest import assert_page
from tests.identity.conftest import MONDAY, PASSWORD, Browser, make_person

pytestmark = pytest.mark.django_db
NEW = "quatre vélos sous un préau"


def change(browser: Browser, old: str = PASSWORD, new: str = NEW) -> int:
    return int(browser.client.post("/fr/keys/password/", {"old": old, "new": new}).status_code)


def test_the_list_shows_each_key_and_what_is_left(browser: Browser, person: Person) -> None:
    browser.begin(client_id="").sign_in("token-card")
    page = assert_page(browser.get("/fr/keys/"))
    assert "<dd>23</dd>" in page
    assert page.count("/end/") == 3


def test_the_password_changes_with_the_old_one(browser: Browser, person: Person) -> None:
    """PW-08, KM-02."""
    browser.begin(client_id="").sign_in("email-code")
    assert_page(browser.get("/fr/keys/password/"))
    assert change(browser) == 303
    assert password.is_right(NEW, Password.objects.get().hash)
    browser.run_jobs()
    assert NEW not in mail.outbox[-1].body and "http" not in mail.outbox[-1].body
    assert AuditRecord.objects.filter(operation="identity.password.changed").exists()
    assert_page(browser.get("/fr/keys/?done=password_changed"))


def test_a_wrong_old_password_changes_nothing(browser: Browser, person: Person) -> None:
    browser.begin(client_id="").sign_in("email-code")
    assert change(browser, old="not it at all") == 200
    assert password.is_right(PASSWORD, Password.objects.get().hash)


@pytest.mark.parametrize("new", ["short", "lievens1985!!", "123qweasdzxc"])
def test_a_weak_new_password_is_refused(browser: Browser, person: Person, new: str) -> None:
    """PW-04."""
    browser.begin(client_id="").sign_in("email-code")
    assert change(browser, new=new) == 200
    assert password.is_right(PASSWORD, Password.objects.get().hash)


def test_a_password_is_changed_in_a_fresh_session_only(browser: Browser, person: Person) -> None:
    """PW-08."""
    with clock.frozen(MONDAY):
        browser.begin(client_id="").sign_in("mobile-app")
    with clock.frozen(MONDAY + timedelta(minutes=6)):
        assert change(browser) == 200
        assert_page(browser.get("/fr/keys/password/"))
    assert password.is_right(PASSWORD, Password.objects.get().hash)


def test_guessing_the_old_password_is_slowed(browser: Browser, person: Person) -> None:
    """RL-01."""
    browser.begin(client_id="").sign_in("email-code")
    for _ in range(5):
        change(browser, old="wrong")
    assert change(browser) == 200
    assert password.is_right(PASSWORD, Password.objects.get().hash)


def test_ending_a_key_is_asked_once_more_and_told(browser: Browser, person: Person) -> None:
    """TC-08, KM-02."""
    browser.begin(client_id="").sign_in("email-code")
    app = Key.objects.get(kind="mobile_app")
    assert_page(browser.get(f"/fr/keys/{app.id}/end/"))
    assert browser.client.post(f"/fr/keys/{app.id}/end/").status_code == 303
    app.refresh_from_db()
    assert (app.state, app.reason) == ("ended", "by_owner")
    assert browser.client.post(f"/fr/keys/{app.id}/end/").status_code == 404
    browser.run_jobs()
    assert len(mail.outbox) == 2


def test_the_last_key_is_named_as_such(browser: Browser) -> None:
    """KM-07."""
    make_person(5, keys=("email_code",))
    browser.begin(client_id="").sign_in("email-code", user_name="ada.lievens5")
    key = Key.objects.get(person__user_name="ada.lievens5")
    assert "bf-alert" in assert_page(browser.get(f"/fr/keys/{key.id}/end/"))


def test_nobody_ends_anothers_key(browser: Browser, person: Person) -> None:
    other = make_person(6)
    browser.begin(client_id="").sign_in("mobile-app")
    key = Key.objects.get(person=other, kind="token_card")
    assert browser.client.post(f"/fr/keys/{key.id}/end/").status_code == 404
    key.refresh_from_db()
    assert key.state == "active"


@pytest.mark.parametrize("url", ["keys/", "keys/password/", "keys/mobile-app/", "sessions/"])
def test_without_a_session_one_is_led_to_sign_in(browser: Browser, url: str) -> None:
    answer = browser.get(f"/fr/{url}")
    assert (answer.status_code, answer["Location"]) == (303, "/fr/")


def test_every_try_and_change_is_in_the_history(browser: Browser, person: Person) -> None:
    """KM-03."""
    browser.begin().type_password("mobile-app", password="wrong")
    browser.type_password("mobile-app")
    browser.type_code("mobile-app", "000000")
    browser.type_code("mobile-app", browser.app_code())
    events = list(KeyEvent.objects.order_by("id").values_list("what", "result"))
    assert events == [("password", "failed"), ("code", "failed"), ("sign_in", "permitted")]
