"""Mails come to those who asked and confirmed, in their language, and to nobody else."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting
from beffroi.portal.announcements.handlers import forget_unconfirmed, mail_confirmation, mail_digest, send_digests
from beffroi.portal.announcements.models import MailSubscription
from tests.conftest import ServiceClient, assert_page
from tests.portal.announcements.conftest import Publish
from tests.portal.conftest import Office, SignIn

pytestmark = pytest.mark.usefixtures("catalogue")
PAGE = "/nl/by-mail/announcements/"
Jobs = Callable[[], int]


@pytest.fixture
def worker(sign_in: SignIn, office: Office) -> ServiceClient:
    return sign_in(office.worker)


def asked(worker: ServiceClient, run_jobs: Jobs) -> str:
    """The path of the link in the mail."""
    assert worker.post(PAGE, {"email": "ada@cpas.example"}).status_code == 302
    run_jobs()
    (sent,) = mail.outbox
    assert sent.to == ["ada@cpas.example"]
    found = re.search(r"https?://[^/\s]+(/nl/by-mail/\S+)", str(sent.body))
    assert found
    mail.outbox.clear()
    return found[1]


def test_confirmed_person_gets_what_is_new_once(
    worker: ServiceClient, run_jobs: Jobs, publish: Publish, office: Office
) -> None:
    link = asked(worker, run_jobs)
    assert_page(worker.get(link))
    assert MailSubscription.objects.get().confirmed_at is None  # looking confirms nothing
    assert worker.post(link).status_code == 302
    assert "ada@cpas.example" in assert_page(worker.get(PAGE))
    assert worker.post(link).status_code == 404  # once

    send_digests.func(timestamp=0)
    run_jobs()
    assert mail.outbox == []
    publish()
    publish(title={"fr": "Rien que pour vous"}, organisation_ids=(office.organisation.id,))
    for _ in range(2):
        send_digests.func(timestamp=0)
        run_jobs()
    (sent,) = mail.outbox
    assert "Onderbreking" in sent.body
    assert "Rien que pour vous" not in sent.body
    mail.outbox.clear()

    assert worker.post(f"{PAGE}end/").status_code == 302
    assert not MailSubscription.objects.exists()
    mail_digest.func(account_id=str(office.worker.id))
    mail_confirmation.func(account_id=str(office.worker.id), kind="announcements")
    assert mail.outbox == []


def test_another_person_confirms_nothing(
    worker: ServiceClient, run_jobs: Jobs, editor: ServiceClient, portal: ServiceClient
) -> None:
    link = asked(worker, run_jobs)
    assert editor.post(link).status_code == 404
    assert portal.post(link).status_code == 403
    assert worker.post(link.replace("confirm/", "confirm/x")).status_code == 404
    assert MailSubscription.objects.get().confirmed_at is None
    send_digests.func(timestamp=0)
    assert run_jobs() == 0


def test_address_is_sealed_and_walled(worker: ServiceClient, run_jobs: Jobs, office: Office) -> None:
    asked(worker, run_jobs)
    with acting(Actor()):
        assert not MailSubscription.objects.exists()
    with acting(Actor(person_id=office.worker.id)):
        assert MailSubscription.objects.get().email == "ada@cpas.example"


def test_unconfirmed_address_is_forgotten(worker: ServiceClient, run_jobs: Jobs) -> None:
    asked(worker, run_jobs)
    forget_unconfirmed.func(timestamp=0)
    assert MailSubscription.objects.exists()
    MailSubscription.objects.update(asked_at=clock.now() - timedelta(days=8))
    forget_unconfirmed.func(timestamp=0)
    assert not MailSubscription.objects.exists()


def test_asking_is_throttled(worker: ServiceClient) -> None:
    answers = [worker.post(PAGE, {"email": "ada@cpas.example"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


@pytest.mark.parametrize("email", ["", "ada", "a@b", "ada@cpas.example\nBcc: x@y.be"])
def test_odd_addresses_get_a_message(worker: ServiceClient, email: str) -> None:
    assert_page(worker.post(PAGE, {"email": email}))
    assert not MailSubscription.objects.exists()


def test_unknown_kind_and_visitors_are_turned_away(worker: ServiceClient, portal: ServiceClient) -> None:
    assert worker.get("/fr/by-mail/jokes/").status_code == 404
    page: Any = portal.get("/fr/by-mail/announcements/")
    assert page.status_code == 403
