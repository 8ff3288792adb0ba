"""The desk's pages: what came, shown to everybody, and nothing that a mail brings gets to run."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.config import demonstration
from beffroi.desk import actions, mailbox
from beffroi.desk.mail_sink import Sink
from beffroi.desk.models import PhoneAccount
from tests.conftest import ServiceClient, assert_page

pytestmark = pytest.mark.django_db
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238 appendix B: "12345678901234567890"
LANGUAGES = ("fr", "nl", "de", "en")


@pytest.fixture
def folders(tmp_path: Path, settings: Any) -> Path:
    settings.MAIL_FOLDER, settings.POST_FOLDER = tmp_path / "mail", tmp_path / "post"
    return tmp_path


def _deliver(folder: Path, text: str, to: str = "ada@cpas.example", html: str = "") -> str:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Beffroi <beffroi@portal.invalid>", to, "Votre code de sécurité"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    sink = Sink(folder / "mail")
    return sink.maildir.add(f"Return-Path: <>\r\nDelivered-To: {to}\r\n".encode() + mail.as_bytes())


def _post(folder: Path, reference: str = "letter-1", recipient: str = "Ada Lievens") -> None:
    (folder / "post").mkdir(exist_ok=True)
    (folder / "post" / f"{reference}.pdf").write_bytes(b"%PDF-1.7 invented")
    (folder / "post" / f"{reference}.json").write_text(f'{{"addressee": "{recipient}", "kind": "token_card"}}')


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["persons", "phone", "mailbox", "post"])
def test_each_part_shows_in_each_language_even_when_empty(
    portal: ServiceClient, folders: Path, language: str, part: str
) -> None:
    page = assert_page(portal.get(f"/{language}/desk/{part}/"))
    assert f'lang="{language}"' in page


def test_the_desk_opens_on_who_can_be_tried(portal: ServiceClient) -> None:
    assert portal.get("/fr/desk/")["Location"] == "/fr/desk/persons/"


@pytest.mark.parametrize(
    ("language", "duty"), [("fr", "travailleur social"), ("de", "Sozialarbeiter"), ("en", "social worker")]
)
def test_the_persons_are_shown_with_duties_and_keys(
    portal: ServiceClient, folders: Path, language: str, duty: str
) -> None:
    demonstration.load()
    page = assert_page(portal.get(f"/{language}/desk/persons/"))
    assert all(person.user_name in page for person in demonstration.the_set().persons)
    assert duty in page


def test_the_phone_shows_the_codes_of_the_standard(
    portal: ServiceClient, frozen_clock: Callable[[datetime], None]
) -> None:
    actions.add_phone_account(label="ada", issuer="Beffroi", secret=SECRET)
    frozen_clock(datetime.fromtimestamp(1111111109, UTC))  # RFC 6238 appendix B: 07081804
    page = assert_page(portal.get("/nl/desk/phone/"))
    assert ">081804<" in page
    assert 'data-desk-left="1"' in page


def test_a_scanned_address_joins_the_phone_once_and_can_be_forgotten(portal: ServiceClient) -> None:
    address = f"otpauth://totp/Beffroi:ada.lievens?secret={SECRET.lower()}&issuer=Beffroi"
    for _ in range(2):
        assert portal.post("/fr/desk/phone/", {"address": f" {address} "}).status_code == 302
    account = PhoneAccount.objects.get()
    assert (account.label, account.issuer, account.secret) == ("ada.lievens", "Beffroi", SECRET)
    portal.post(f"/fr/desk/phone/{account.pk}/forget/")
    assert not PhoneAccount.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://portal.example",
        f"otpauth://hotp/x?secret={SECRET}",
        f"otpauth://totp/x?secret={SECRET}&digits=8",
        f"otpauth://totp/x?secret={SECRET}&algorithm=SHA256",
        "otpauth://totp/x?secret=ABC",
        "otpauth://totp/x?secret=été",
        "otpauth://totp/x",
        "otpauth://[",
        "x" * 2_000,
    ],
)
def test_another_address_is_refused_in_words(portal: ServiceClient, address: str) -> None:
    page = assert_page(portal.post("/fr/desk/phone/", {"address": address}))
    assert 'aria-invalid="true"' in page
    assert not PhoneAccount.objects.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60).map(lambda tail: f"otpauth://totp/{tail}") | st.text(max_size=80))
def test_no_address_breaks_the_phone(portal: ServiceClient, address: str) -> None:
    assert portal.post("/fr/desk/phone/", {"address": address}).status_code in {200, 302, 400}


def test_the_mailbox_shows_the_newest_first_with_its_code(portal: ServiceClient, folders: Path) -> None:
    _deliver(folders, "Votre code : 1234 5678.\nIl vaut cinq minutes.", to="ada@cpas.example")
    _deliver(folders, "Ihr Code: 87654321", to="ben@oeshz.example")
    page = assert_page(portal.get("/fr/desk/mailbox/"))
    assert page.index("87654321") < page.index("12345678")
    assert 'data-bf-copy="12345678"' in page
    assert "Votre code de sécurité" in page


def test_one_recipient_can_be_chosen(portal: ServiceClient, folders: Path) -> None:
    _deliver(folders, "12345678", to="ada@cpas.example")
    _deliver(folders, "87654321", to="ben@oeshz.example")
    page = assert_page(portal.get("/fr/desk/mailbox/", {"to": "ada@cpas.example"}))
    assert "12345678" in page
    assert "87654321" not in page
    assert 'value="ben@oeshz.example"' in page


def test_what_a_mail_brings_is_shown_and_never_run(portal: ServiceClient, folders: Path) -> None:
    key = _deliver(folders, "<script>alert(1)</script>", html='<script src="//evil.example/x.js"></script><b>code</b>')
    page = assert_page(portal.get("/fr/desk/mailbox/"))
    assert "<script>alert(1)</script>" not in page
    response = portal.get(f"/fr/desk/mailbox/{key}/html/")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"Subject: =?x?q?=ff?=\r\n\r\n\xff", b"Content-Type: text/plain; charset=klingon\r\n\r\nx"],
)
def test_a_damaged_mail_does_not_break_the_mailbox(portal: ServiceClient, folders: Path, content: bytes) -> None:
    Sink(folders / "mail").maildir.add(content)
    assert_page(portal.get("/fr/desk/mailbox/"))


@pytest.mark.parametrize("key", ["unknown", "..", "%2e%2e", "a" * 300])
def test_an_unknown_mail_is_not_found(portal: ServiceClient, folders: Path, key: str) -> None:
    _deliver(folders, "x")
    assert portal.get(f"/fr/desk/mailbox/{key}/html/").status_code == 404


def test_newest_changes_when_a_mail_comes(folders: Path) -> None:
    assert mailbox.newest(folders / "mail") == ""
    first = _deliver(folders, "x")
    assert mailbox.newest(folders / "mail") == first
    assert mailbox.newest(folders / "mail") != _deliver(folders, "y") or mailbox.newest(folders / "mail") != first


def test_a_letter_is_listed_and_opened(portal: ServiceClient, folders: Path) -> None:
    _post(folders)
    assert "Ada Lievens" in assert_page(portal.get("/fr/desk/post/"))
    response = portal.get("/fr/desk/post/letter-1.pdf")
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response["Content-Disposition"].startswith("inline")
    assert portal.get("/fr/desk/post/letter-1.pdf?download")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("reference", ["unknown", "..%2f..%2fsecrets", "a.b", "-"])
def test_no_other_file_can_be_read(portal: ServiceClient, folders: Path, reference: str) -> None:
    _post(folders)
    (folders / "secrets.pdf").write_bytes(b"not a letter")
    assert portal.get(f"/fr/desk/post/{reference}.pdf").status_code == 404


def test_a_ticket_without_its_letter_is_not_listed(portal: ServiceClient, folders: Path) -> None:
    _post(folders)
    (folders / "post" / "letter-1.pdf").unlink()
    (folders / "post" / "broken.json").write_text("{")
    assert "Ada Lievens" not in assert_page(portal.get("/fr/desk/post/"))
