"""The first factor (PW-01 … PW-10)."""

import statistics
import time
import unicodedata
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beffroi.identity.keys import password
from beffroi.identity.models import KeyEvent, Password, Person, Session
from tests.conftest import assert_page
from tests.identity.conftest import PASSWORD, Browser, make_person

LONG = "é" * 200 + "x"


@pytest.mark.parametrize(
    "text",
    ["correct horse battery", "motde passe à accents é", "  outer blanks kept  ", "パスワード五六七八九十十二", LONG],
)
def test_any_text_is_a_password(text: str) -> None:
    """PW-02, PW-03: no truncation at 72 bytes or elsewhere, blanks count, every script."""
    stored = password.hash_of(text)
    assert password.is_right(text, stored)
    assert not password.is_right(text[:-1], stored)
    assert not password.is_right(text + " ", stored)


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    """PW-03: a Mac and a PC send « é » differently."""
    stored = password.hash_of(unicodedata.normalize("NFC", "mot de passe é"))
    assert password.is_right(unicodedata.normalize("NFD", "mot de passe é"), stored)


def test_without_the_pepper_a_hash_is_worth_nothing(settings: Any) -> None:
    """PW-07."""
    stored = password.hash_of(PASSWORD)
    settings.PASSWORD_PEPPER = b"another key" * 3
    assert not password.is_right(PASSWORD, stored)


def test_the_hash_is_argon2id_with_the_strength_of_the_settings(settings: Any) -> None:
    """PW-07, ASVS v5.0.0-11.4.2: OWASP's m=19 MiB, t=2, p=1 by default."""
    settings.PASSWORD_MEMORY_KIB, settings.PASSWORD_ROUNDS = 19_456, 2
    assert password.hash_of(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobody_has_the_dummys_password() -> None:
    assert not password.is_right("nobody has this password", None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("short", "password_too_short"),
        ("elevenchars", "password_too_short"),
        ("x" * 257, "password_too_long"),
        ("aaaaaaaaaaaaaa", "password_common"),
        ("123qweasdzxc", "password_common"),
        ("Beffroi202611", "password_common"),
        ("lievens1985!!", "password_about_you"),
        ("AdaLievens12", "password_about_you"),
        ("roulotte verte sous la pluie", ""),
        ("twelve chars", ""),
        ("é" * 3 + "nfc counts pts", ""),
    ],
)
def test_a_weak_new_password_is_refused_with_its_reason(text: str, reason: str) -> None:
    """PW-01, PW-04, PW-05."""
    assert password.weakness(text, ["Ada", "Lievens"]) == reason


@pytest.mark.django_db
def test_a_stronger_setting_rehashes_at_sign_in(browser: Browser, person: Person, settings: Any) -> None:
    """PW-07."""
    before = Password.objects.get().hash
    settings.PASSWORD_ROUNDS += 1
    browser.begin().type_password("mobile-app")
    after = Password.objects.get().hash
    assert after != before and f"t={settings.PASSWORD_ROUNDS}" in after
    assert password.is_right(PASSWORD, after)


@pytest.mark.django_db
def test_known_and_unknown_names_get_one_answer(browser: Browser, person: Person) -> None:
    """PW-10: page, status, cookies and number of statements."""
    answers = []
    for name in ("ada.lievens1", "nobody.at.all"):
        browser.begin()
        with CaptureQueriesContext(
            connection,
        ) as statements:
            answer = browser.type_password("email-code", name, "a wrong password")
        text = answer.content.decode().replace(name, "NAME").replace(browser.under_way.reference, "REF")
        text = "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)
        answers.append((answer.status_code, text, len(statements)))
    assert answers[0] == answers[1]
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_known_and_unknown_names_take_the_same_time(browser: Browser, person: Person, settings: Any) -> None:
    """PW-10: medians of the whole request differ by less than the hash is worth."""
    settings.PASSWORD_MEMORY_KIB = 8_192
    Password.objects.update(hash=password.hash_of(PASSWORD))
    password.nobodys_hash()
    spent: dict[str, list[float]] = {"ada.lievens1": [], "nobody": []}
    for turn in range(12):
        for name, times in spent.items():
            browser.begin()
            start = time.perf_counter()
            browser.type_password("email-code", name, "wrong", REMOTE_ADDR=f"127.1.{turn}.1")
            times.append(time.perf_counter() - start)
    known, unknown = (statistics.median(values) for values in spent.values())
    assert abs(known - unknown) < 0.35 * max(known, unknown)


@pytest.mark.django_db
def test_a_wrong_password_stands_in_the_persons_history(browser: Browser, person: Person) -> None:
    browser.begin().type_password("email-code", password="wrong")
    event = KeyEvent.objects.get()
    assert (event.person_id, event.key, event.what, event.result) == (person.id, "email_code", "password", "failed")


@pytest.mark.django_db
def test_password_managers_are_welcome(browser: Browser) -> None:
    """PW-06."""
    page = assert_page(browser.begin().get(browser.url("email-code")))
    assert 'autocomplete="username"' in page and 'autocomplete="current-password"' in page
    assert "onpaste" not in page


@pytest.mark.django_db
def test_a_wrong_password_keeps_the_name_and_not_the_password(browser: Browser, person: Person) -> None:
    page = assert_page(browser.begin().type_password("email-code", password="a wrong password"))
    assert "ada.lievens1" in page and "a wrong password" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ADA.Lievens1", "  ada.lievens1", "ａda.lievens1"])
def test_the_user_name_may_be_typed_in_any_case(browser: Browser, person: Person, typed: str) -> None:
    assert browser.begin().type_password("mobile-app", typed).status_code == 303


@pytest.mark.django_db
def test_a_closed_person_is_nobody(browser: Browser, person: Person) -> None:
    Person.objects.update(closed_at=person.created_at)
    assert browser.begin().type_password("mobile-app").status_code == 200


@pytest.mark.django_db
def test_a_key_one_does_not_hold_is_said_after_the_right_password_only(browser: Browser) -> None:
    make_person(3, keys=("email_code",))
    browser.begin()
    assert browser.type_password("mobile-app", "ada.lievens3", "wrong").status_code == 200
    assert browser.type_password("mobile-app", "ada.lievens3").status_code == 403
    assert browser.get(browser.url("mobile-app", "code")).status_code == 303
