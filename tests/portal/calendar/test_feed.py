"""A person's secret calendar address: strict iCalendar, his own rights, ended at will, never guessed."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core import mail

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting
from beffroi.portal.announcements.models import MailSubscription
from beffroi.portal.calendar.handlers import mail_reminder, send_reminders
from beffroi.portal.calendar.icalendar import icalendar
from beffroi.portal.calendar.models import CalendarFeed, OwnDay
from beffroi.portal.calendar.queries import Occasion
from tests.conftest import ServiceClient, assert_page
from tests.portal.calendar import strict
from tests.portal.conftest import Office, SignIn

pytestmark = pytest.mark.usefixtures("catalogue")
PAGE = "/nl/calendar/elsewhere/"


def opened(browser: ServiceClient) -> str:
    """The path of the secret address."""
    found = re.search(r"http://localhost:\d+(/calendar/[\w-]+\.ics)", assert_page(browser.post(PAGE)))
    assert found
    return found[1]


@pytest.fixture
def worker(sign_in: SignIn, office: Office) -> ServiceClient:
    return sign_in(office.worker)


def test_feed_is_strict_icalendar_of_its_owner(worker: ServiceClient, office: Office, portal: ServiceClient) -> None:
    today = clock.today()
    OwnDay.objects.create(
        organisation_id=office.organisation.id, on=today, name={"nl": "Kermis, zot; \\ \n" + "é" * 100}, is_closed=True
    )
    address = opened(worker)
    response = portal.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    found = strict.read(response.content)
    titles = [event["SUMMARY"] for event in found.events]
    assert any(title.startswith("Kermis\\, zot\\; \\\\ ") for title in titles)
    assert "Kerstmis" in titles or "Kerstdag" in titles
    again = strict.read(portal.get(address).content)
    assert [event["UID"] for event in again.events] == [event["UID"] for event in found.events]


def test_address_ends_when_replaced_or_ended(worker: ServiceClient, portal: ServiceClient) -> None:
    first = opened(worker)
    second = opened(worker)
    assert portal.get(first).status_code == 404
    assert portal.get(second).status_code == 200
    assert second.split("/")[-1] not in assert_page(worker.get(PAGE))
    assert worker.post(f"{PAGE}end/").status_code == 302
    assert portal.get(second).status_code == 404
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "é", "' OR 1=1 --"])
def test_forged_address_is_not_found(worker: ServiceClient, portal: ServiceClient, token: str) -> None:
    opened(worker)
    assert portal.get(f"/calendar/{token}.ics").status_code in {400, 404}


def test_only_the_hash_is_kept_behind_the_person_s_wall(worker: ServiceClient, office: Office) -> None:
    token = opened(worker).split("/")[-1].removesuffix(".ics")
    assert token.encode() not in bytes(CalendarFeed.objects.get().token_hash)
    with acting(Actor()):
        assert not CalendarFeed.objects.exists()


def test_who_left_sees_the_organisation_no_more(
    worker: ServiceClient, office: Office, portal: ServiceClient, sign_in: SignIn
) -> None:
    OwnDay.objects.create(
        organisation_id=office.organisation.id, on=clock.today(), name={"nl": "Kermis"}, is_closed=True
    )
    address = opened(worker)
    assert b"Kermis" in portal.get(address).content
    type(office.membership).objects.filter(pk=office.membership.pk).update(until_on=clock.today())
    response = portal.get(address)
    assert response.status_code == 200
    assert b"Kermis" not in response.content


def test_visitors_have_no_feed(portal: ServiceClient) -> None:
    assert portal.get(PAGE).status_code == 403
    assert portal.post(PAGE).status_code == 403
    assert portal.post(f"{PAGE}end/").status_code == 403


BROKEN = (
    b"",
    b"BEGIN:VEVENT\r\n",
    b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
    b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:a\r\nX" + b"x" * 80 + b":\r\nEND:VCALENDAR\r\n",
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:a\r\nNAME:a;b\r\nEND:VCALENDAR\r\n",
)


@pytest.mark.parametrize("broken", BROKEN)
def test_the_strict_reader_refuses(broken: bytes) -> None:
    with pytest.raises(strict.NotCalendar):
        strict.read(broken)


def test_text_cannot_break_out_of_its_line() -> None:
    evil = Occasion(date(2026, 1, 1), "own_day", "x", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\x00\x1b", text="b" * 200)
    (event,) = strict.read(icalendar("n", [evil], origin="https://a.example", now=clock.now())).events
    assert event["SUMMARY"] == "a\\nEND:VEVENT\\nBEGIN:VEVENT"


def test_reminders_come_once_a_day_to_who_confirmed(
    office: Office, run_jobs: Callable[[], int], frozen_clock: Callable[..., None]
) -> None:
    frozen_clock(datetime(2026, 11, 30, 6, tzinfo=UTC))
    now = clock.now()
    row = MailSubscription.objects.create(
        account_id=office.worker.id, kind="deadlines", email="ada@cpas.example", language="nl", asked_at=now
    )
    send_reminders.func(timestamp=0)
    assert run_jobs() == 0
    mail_reminder.func(account_id=str(office.worker.id))
    assert mail.outbox == []
    MailSubscription.objects.filter(pk=row.pk).update(confirmed_at=now, sent_at=now)
    frozen_clock(datetime(2026, 11, 30, 7, tzinfo=UTC))
    for _ in range(2):
        send_reminders.func(timestamp=0)
        assert run_jobs() == 1
    (sent,) = mail.outbox
    assert sent.to == ["ada@cpas.example"]
    assert "minister" in sent.body or "maandstaat" in sent.body or "terugbetaling" in sent.body
