"""Readers see what is addressed to them, in their language or told that it is missing; feeds and services too."""

import json
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting
from beffroi.portal.announcements.feed import ATOM
from beffroi.portal.announcements.models import Reading
from tests.conftest import ServiceClient, assert_page
from tests.portal.announcements.conftest import Publish
from tests.portal.conftest import SECTOR, Office, SignIn
from tests.portal.test_statements import statements

pytestmark = pytest.mark.usefixtures("catalogue")
LIST = "/fr/announcements/"
MISSING = {"nl": "bestaat niet in uw taal", "de": "gibt es nicht in Ihrer Sprache", "en": "not exist in your language"}


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_missing_language_is_shown_as_missing(portal: ServiceClient, publish: Publish, language: str) -> None:
    announcement = publish(title={"fr": "Coupure"}, body={"fr": "Texte"})
    for page in (f"/{language}/announcements/", f"/{language}/announcements/{announcement.id}/"):
        body = assert_page(portal.get(page))
        assert ('lang="fr">Coupure' in body) is (language != "fr")
        assert (MISSING.get(language, "Cette annonce n’existe pas") in body) is (language != "fr")


def test_only_the_addressed_organisation_sees(
    publish: Publish, sign_in: SignIn, office: Office, portal: ServiceClient, editor: ServiceClient
) -> None:
    announcement = publish(title={"fr": "Rien que pour vous"}, organisation_ids=(office.organisation.id,))
    page = f"{LIST}{announcement.id}/"
    worker = sign_in(office.worker)
    for address in (LIST, SECTOR, page):
        assert "Rien que pour vous" in assert_page(worker.get(address))
    for stranger in (portal, editor):
        assert "Rien que pour vous" not in assert_page(stranger.get(LIST))
        assert "Rien que pour vous" not in assert_page(stranger.get(SECTOR))
        assert stranger.get(page).status_code == 404
    assert "Rien que pour vous" not in portal.get(f"{LIST}feed/").content.decode()
    assert worker.post(f"{page}read/").status_code == 302
    assert portal.post(f"{page}read/").status_code == 404


def test_audience_and_sector_narrow(publish: Publish, portal: ServiceClient) -> None:
    publish(title={"fr": "Aux professionnels"}, audience="professionals")
    publish(title={"fr": "Aux citoyens"}, audience="citizens")
    body = assert_page(portal.get(SECTOR))
    assert "Aux professionnels" in body
    assert "Aux citoyens" not in body


def test_scheduled_and_past_ones_are_not_shown(publish: Publish, portal: ServiceClient) -> None:
    today = clock.today()
    publish(title={"fr": "Demain"}, from_on=today + timedelta(days=1))
    publish(title={"fr": "Hier"}, until_on=today)
    body = assert_page(portal.get(LIST))
    assert "Demain" not in body
    assert "Hier" not in body


def test_read_is_each_one_s_own(publish: Publish, sign_in: SignIn, office: Office, portal: ServiceClient) -> None:
    announcement = publish()
    worker = sign_in(office.worker)
    assert worker.post(f"{LIST}{announcement.id}/read/").status_code == 302
    assert worker.post(f"{LIST}{announcement.id}/read/").status_code == 302
    assert Reading.objects.count() == 1
    assert "Vous avez marqué" in assert_page(worker.get(f"{LIST}{announcement.id}/"))
    assert portal.post(f"{LIST}{announcement.id}/read/").status_code == 403
    assert worker.post(f"{LIST}nothing/read/").status_code == 404
    with acting(Actor(person_id=announcement.id)):
        assert not Reading.objects.exists()


def test_pages_cost_no_statement_more(publish: Publish, sign_in: SignIn, office: Office, portal: ServiceClient) -> None:
    publish()
    assert len(statements(portal, SECTOR)) == 2
    assert len(statements(sign_in(office.worker), SECTOR)) <= 6
    assert len(statements(portal, LIST)) == 2


def feed(portal: ServiceClient, query: str = "", language: str = "fr") -> ET.Element:
    response = portal.get(f"/{language}/announcements/feed/{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def test_feed_is_atom(publish: Publish, portal: ServiceClient) -> None:
    announcement = publish(body={"fr": "Un & deux, 3 < 4"}, severity="danger")
    found = feed(portal)
    name = f"{{{ATOM}}}"
    assert found.tag == f"{name}feed"
    for required in ("id", "title", "updated", "author"):
        assert len(found.findall(f"{name}{required}")) == 1
    entries = {entry.findtext(f"{name}id"): entry for entry in found.findall(f"{name}entry")}
    assert len(entries) == 3
    entry = entries[announcement.id.urn]
    assert entry.findtext(f"{name}content") == "<p>Un &amp; deux, 3 &lt; 4</p>"
    for required in ("title", "updated", "link"):
        assert len(entry.findall(f"{name}{required}")) == 1
    german = feed(portal, language="de")
    languages = {e.get("{http://www.w3.org/XML/1998/namespace}lang") for e in german.findall(f"{name}entry")}
    assert languages == {None, "fr"}
    assert len(feed(portal, "?sector=welfare-centres").findall(f"{name}entry")) == 3
    assert len(feed(portal, "?audience=citizens").findall(f"{name}entry")) == 1
    for unknown in ("?sector=nowhere", "?audience=nobody", "?audience=citizens&sector=nowhere"):
        assert portal.get(f"{LIST}feed/{unknown}").status_code == 404


def test_services_learn_of_maintenance(publish: Publish, portal: ServiceClient, office: Office) -> None:
    now = clock.now()
    hour = timedelta(hours=1)
    near = publish(maintenance_from=now + hour, maintenance_until=now + 2 * hour, severity="warning")
    publish(maintenance_from=now - 2 * hour, maintenance_until=now - hour)
    publish(maintenance_from=now + timedelta(days=30), maintenance_until=now + timedelta(days=31))
    publish(maintenance_from=now, maintenance_until=now + hour, organisation_ids=(office.organisation.id,))
    publish(from_on=date(2099, 1, 1), maintenance_from=now, maintenance_until=now + hour)
    response = portal.get("/api/v1/maintenance")
    windows = json.loads(response.content)["windows"]
    assert [window["id"] for window in windows] == [str(near.id)]
    assert windows[0]["title"] == {"fr": "Coupure", "nl": "Onderbreking"}


def test_database_keeps_windows_whole(publish: Publish) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        publish(maintenance_from=clock.now())


def test_database_shows_a_person_his_own_marks_only(publish: Publish) -> None:
    with acting(Actor()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_announcements_reading")
        assert cursor.fetchone() == (0,)
