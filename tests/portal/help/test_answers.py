"""« Was this useful? » and the contact form."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail

from beffroi.kernel import clock
from beffroi.kernel.models import AuditRecord
from beffroi.portal.help.forms import holds_national_number, reference_in
from beffroi.portal.help.handlers import forget_old_enquiries, mail_enquiry
from beffroi.portal.help.models import Enquiry, Usefulness
from tests.conftest import ServiceClient, assert_page
from tests.portal.conftest import Office, SignIn

pytestmark = pytest.mark.usefixtures("catalogue")
MESSAGE = {"name": "Ada", "email": "ada@example.be", "reference": "b-7k3f-9q2m", "message": "La page reste vide."}


def test_answers_are_counted_by_page_and_language(portal: ServiceClient) -> None:
    for language, answer in (("fr", "yes"), ("fr", "no"), ("fr", "yes"), ("nl", "no")):
        response = portal.post(f"/{language}/help/sign-out/answer/", {"useful": answer})
        assert response["Location"] == f"/{language}/help/sign-out/?answered=1#useful"
    counted = {(row.language, row.useful, row.useless) for row in Usefulness.objects.all()}
    assert counted == {("fr", 2, 1), ("nl", 0, 1)}
    assert "rien sur vous" in assert_page(portal.get("/fr/help/sign-out/?answered=1"))


def test_one_address_is_counted_five_times_a_page(portal: ServiceClient) -> None:
    answers = [portal.post("/fr/help/sign-out/answer/", {"useful": "no"}).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert portal.post("/fr/help/no-sms/answer/", {"useful": "no"}).status_code == 302


@pytest.mark.parametrize(
    ("address", "data", "status"),
    [
        ("/fr/help/sign-out/answer/", {"useful": "maybe"}, 400),
        ("/fr/help/sign-out/answer/", {}, 400),
        ("/fr/help/nothing/answer/", {"useful": "yes"}, 404),
    ],
)
def test_odd_answers_are_refused(portal: ServiceClient, address: str, data: dict[str, str], status: int) -> None:
    assert portal.post(address, data).status_code == status
    assert not Usefulness.objects.exists()


def test_message_goes_to_the_operator_and_is_forgotten(portal: ServiceClient, run_jobs: Callable[[], int]) -> None:
    response = portal.post("/fr/help/contact/?from=/fr/calendar/", MESSAGE)
    assert response.status_code == 302
    row = Enquiry.objects.get()
    assert row.about == "B-7K3F-9Q2M"
    assert row.reference in response["Location"]
    assert row.reference in assert_page(portal.get(response["Location"]))
    assert run_jobs() == 1
    assert not Enquiry.objects.exists()
    sent = mail.outbox[0]
    assert sent.to == [settings.OPERATOR_MAIL]
    assert "B-7K3F-9Q2M" in sent.subject
    for words in ("La page reste vide.", "ada@example.be", "/fr/calendar/", row.reference):
        assert words in sent.body
    mail_enquiry(enquiry_id=str(row.id))  # a job may run twice
    assert len(mail.outbox) == 1


def test_nothing_personal_stands_readable_in_the_table_the_job_or_the_log(portal: ServiceClient) -> None:
    portal.post("/fr/help/contact/", MESSAGE)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM portal_help_enquiry")
        assert b"example.be" not in bytes(cursor.fetchone()[0])
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        assert all("example.be" not in row[0] for row in cursor.fetchall())
    record = AuditRecord.objects.get(operation="portal.enquiry.sent")
    assert "ada" not in json.dumps(record.details)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"message": ""}, "Écrivez votre message."),
        ({"email": "nobody"}, "adresse e-mail"),
        ({"reference": "B-1111-1111"}, "B-7K3F-9Q2M"),
        ({"message": "Le dossier 85.07.30-033.28 est fermé"}, "numéro national"),
        ({"message": "x" * 4_001}, "4.000"),
    ],
)
def test_mistakes_are_told_and_nothing_typed_is_lost(portal: ServiceClient, change: dict[str, str], words: str) -> None:
    body = assert_page(portal.post("/fr/help/contact/", MESSAGE | change))
    assert words in body
    assert not Enquiry.objects.exists()
    if "message" not in change:
        assert "La page reste vide." in body


def test_reference_of_the_error_just_seen_is_filled_in(portal: ServiceClient) -> None:
    seen = portal.get("/fr/nothing-here/")
    assert f"/fr/help/contact/?reference={seen['X-Request-Reference']}" in seen.content.decode()
    body = assert_page(portal.get("/fr/help/contact/", {"reference": seen["X-Request-Reference"]}))
    assert f'value="{seen["X-Request-Reference"]}"' in body


@pytest.mark.parametrize("text", ["", "x", "B-7K3F-9Q2", "B-IIII-0000", '"><script>', "B-7K3F-9Q2M x"])
def test_only_our_references_are_taken(portal: ServiceClient, text: str) -> None:
    assert reference_in(text) == ""
    assert "<script>" not in assert_page(portal.get("/fr/help/contact/sent/", {"reference": text}))


def test_writers_are_slowed_after_five_messages(portal: ServiceClient) -> None:
    answers = [portal.post("/fr/help/contact/", MESSAGE).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert Enquiry.objects.count() == 5


def test_signed_in_person_sees_who_grants_rights_in_his_organisation(sign_in: SignIn, office: Office) -> None:
    office.organisation.email, office.organisation.phone = "info@cpas.example", "+32 2 123 45 67"
    office.organisation.save()
    body = assert_page(sign_in(office.worker).get("/fr/help/contact/"))
    for words in ("CPAS de Namur", "Marie Dupont", "Luc Martin", "info@cpas.example", "+32 2 123 45 67"):
        assert words in body


def test_visitor_sees_nobody_s_name(portal: ServiceClient, office: Office) -> None:
    assert "Marie Dupont" not in assert_page(portal.get("/fr/help/contact/"))


def test_what_no_mail_server_took_is_forgotten_after_a_month(frozen_clock: Callable[[Any], None]) -> None:
    now = clock.now()
    for days in (31, 29):
        Enquiry.objects.create(content="{}", reference="B-2222-2222", language="fr", sent_at=now - timedelta(days=days))
    forget_old_enquiries(timestamp=0)
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "holds"),
    [("85.07.30-033.28", True), ("85073003328", True), ("call 02 123 45 67", False), ("85.07.30-033.29", False)],
)
def test_national_number_is_recognised(text: str, holds: bool) -> None:
    assert holds_national_number(text) is holds
