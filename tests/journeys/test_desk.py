"""The desk in a browser: everything that the keys need is on it, and it keeps itself up to date."""

import re
import smtplib
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage, assert_accessible
from tests.journeys.town import Town

PARTS = ("persons", "phone", "mailbox", "post")
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def _mail(town: Town, text: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "beffroi@portal.invalid", "desk@journey.example", "Code"
    mail.set_content(text)
    with smtplib.SMTP("127.0.0.1", town.smtp_port, timeout=10) as client:
        client.send_message(mail)


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("fr", 1280, "light"), ("de", 390, "dark"), ("nl", 320, "light")]
)
def test_each_part_is_accessible(town: Town, new_page: NewPage, language: str, width: int, scheme: str) -> None:
    page = new_page(language=language, width=width, scheme=scheme)
    for part in PARTS:
        page.goto(f"{town.portal}/{language}/desk/{part}/")
        assert_accessible(page)


def test_a_mail_appears_by_itself_with_its_code(town: Town, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{town.portal}/en/desk/mailbox/")
    _mail(town, "Your code: 4711 0815")
    expect(page.locator(".desk-digits").first).to_have_text("47110815")
    expect(page.get_by_role("button", name="Copy").first).to_be_visible()


def test_the_phone_renews_its_codes_and_leaves_the_focus_alone(town: Town, new_page: NewPage) -> None:
    page = new_page()
    page.clock.install()
    page.goto(f"{town.portal}/en/desk/phone/")
    field = page.get_by_label("Address in the QR code")
    field.focus()
    with page.expect_response(lambda response: response.url.endswith("/desk/phone/")):
        page.clock.run_for(31_000)
    expect(field).to_be_focused()


def test_a_scanned_code_joins_the_phone_without_javascript(town: Town, new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto(f"{town.portal}/en/desk/phone/")
    page.get_by_label("Address in the QR code").fill(f"otpauth://totp/Beffroi:journey?secret={SECRET}&issuer=Beffroi")
    page.get_by_role("button", name="Scan").click()
    row = page.get_by_role("row", name="journey")
    expect(row.locator("output")).to_have_text(re.compile(r"^\d{6}$"))
    row.get_by_role("button", name="Forget journey").click()
    expect(page.get_by_role("row", name="journey")).to_have_count(0)


def test_a_letter_is_a_pdf(town: Town, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{town.portal}/en/desk/post/")
    with page.expect_download() as download:
        page.get_by_role("row", name="Lotte De Smet").get_by_role("link", name="Download").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
