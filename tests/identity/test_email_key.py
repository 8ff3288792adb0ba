"""User name, password and e-mail code, end to end (EM-*, PW-10, SE-01)."""

import pytest
from django.core import mail

from beffroi.identity.models import EmailCode, Person, Session, Transaction
from beffroi.kernel.models import AuditRecord
from tests.conftest import assert_page
from tests.identity.conftest import Browser, make_person

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_password_and_mailed_code(browser: Browser, person: Person) -> None:
    browser.begin()
    page = assert_page(browser.choose())
    assert "avec un code de sécurité envoyé par e-mail" in page or "with a security code sent by e-mail" in page
    assert browser.type_password("email-code").status_code == 303
    assert_page(browser.get(browser.url("email-code", "code")))
    answer = browser.type_code("email-code", browser.mailed_code())
    assert answer.status_code == 303
    assert answer["Location"] == f"/oidc/authorize/resume?transaction={browser.under_way.reference}"
    session = Session.objects.get()
    assert (session.person_id, session.level, session.keys) == (person.id, 250, ["email_code"])


def test_the_mail_has_no_link_no_name_and_no_code_in_its_subject(browser: Browser, person: Person) -> None:
    """EM-07."""
    browser.begin().type_password("email-code")
    code = browser.mailed_code()
    sent = mail.outbox[-1]
    whole = f"{sent.body}{sent.alternatives[0][0]}"
    assert "La ruche" in whole
    assert "http" not in whole and "Ada" not in whole and "Lievens" not in whole and "ada.lievens1" not in whole
    assert code not in sent.subject and code[:4] not in sent.subject
    assert sent.to == ["ada1@example.org"]


def test_the_mail_speaks_the_persons_language(browser: Browser) -> None:
    make_person(2, language="de")
    browser.begin().type_password("email-code", "ada.lievens2")
    browser.mailed_code()
    assert mail.outbox[-1].extra_headers["Content-Language"] == "de"


def test_no_code_stands_in_the_queue_or_in_clear_in_the_database(browser: Browser, person: Person) -> None:
    """EM-07."""
    from django.db import connection

    browser.begin().type_password("email-code")
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        queued = str(cursor.fetchall())
    code = browser.mailed_code()
    assert code not in queued and "@" not in queued
    assert code.encode() not in bytes(EmailCode.objects.get().code_hash)


def test_a_code_is_good_once(browser: Browser, person: Person) -> None:
    """EM-01."""
    browser.begin().type_password("email-code")
    code = browser.mailed_code()
    assert browser.type_code("email-code", code).status_code == 303
    Transaction.objects.update(authenticated_at=None)
    assert browser.type_code("email-code", code).status_code == 200
    assert Session.objects.count() == 1


def test_a_code_is_worth_nothing_in_another_sign_in(browser: Browser, person: Person) -> None:
    """EM-03: the same browser, another transaction."""
    browser.begin().type_password("email-code")
    code = browser.mailed_code()
    browser.begin().type_password("email-code")
    browser.mailed_code()
    assert browser.type_code("email-code", code).status_code == 200
    assert not Session.objects.exists()


def test_a_sign_in_goes_on_in_its_own_browser_only(browser: Browser, another_browser: Browser, person: Person) -> None:
    """EM-03."""
    browser.begin().type_password("email-code")
    code = browser.mailed_code()
    for cookie in (False, True):
        if cookie:
            another_browser.begin()
        another_browser.under_way = browser.under_way
        assert another_browser.choose().status_code == 403
        answer = another_browser.type_code("email-code", code)
        assert answer.status_code == 403
        assert "La ruche" not in answer.content.decode()
    assert not Session.objects.exists()


def test_five_wrong_codes_spend_the_mail(browser: Browser, person: Person) -> None:
    """EM-04."""
    browser.begin().type_password("email-code")
    code = browser.mailed_code()
    for _ in range(5):
        browser.type_code("email-code", "00000000" if code != "00000000" else "11111111")
    assert EmailCode.objects.get().tries == 5
    assert browser.type_code("email-code", code).status_code == 200
    assert not Session.objects.exists()


def test_blanks_between_the_figures_do_not_count(browser: Browser, person: Person) -> None:
    browser.begin().type_password("email-code")
    code = browser.mailed_code()
    assert browser.type_code("email-code", f" {code[:4]} - {code[4:]} ").status_code == 303


@pytest.mark.parametrize("typed", ["", "123", "123456789", "abcdefgh" * 4, "１２３"])
def test_what_is_no_code_is_said_to_be_none_and_not_counted(browser: Browser, person: Person, typed: str) -> None:
    browser.begin().type_password("email-code")
    browser.mailed_code()
    assert browser.type_code("email-code", typed).status_code == 200
    assert EmailCode.objects.get().tries == 0


def test_the_sign_in_is_logged_without_what_was_typed(browser: Browser, person: Person) -> None:
    browser.begin().sign_in()
    operations = list(AuditRecord.objects.filter(application="identity").values_list("operation", flat=True))
    assert "identity.session.opened" in operations
    texts = str(list(AuditRecord.objects.values()))
    assert "ada.lievens1" not in texts and "example.org" not in texts and "roulotte" not in texts
