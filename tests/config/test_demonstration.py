"""The demonstration set: fictional, valid, whole; loaded once; never in production."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from stdnum.be import vat

from beffroi.apps.access import public
from beffroi.apps.access.models import Account, Membership, Organisation, Right
from beffroi.apps.access.states import FUNCTIONS
from beffroi.config import demonstration
from beffroi.config.demonstration.data import the_set
from beffroi.desk import postbox
from beffroi.desk.models import PhoneAccount
from beffroi.identity.models import Key, Password, Person
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import acting, as_role
from beffroi.kernel.localized import LANGUAGES
from beffroi.kernel.models import AuditRecord

SET = the_set()


@pytest.fixture
def post(tmp_path: Path, settings: Any) -> Path:
    settings.POST_FOLDER = tmp_path / "post"
    return tmp_path / "post"


def test_there_are_four_centres_of_four_regions_and_the_federal_service() -> None:
    centres = [row for row in SET.organisations if row["kind"] == "welfare_centre"]
    assert len(centres) >= 4
    assert {row["language_regime"] for row in centres} == {"fr", "nl", "fr-nl", "de-fr"}
    assert [row["code"] for row in SET.organisations if row["kind"] == "federal_service"] == ["federal"]


@pytest.mark.parametrize("row", SET.organisations, ids=lambda row: row["code"])
def test_an_organisation_is_named_in_four_languages_and_its_number_is_valid_and_unissued(row: dict[str, Any]) -> None:
    assert set(row["name"]) == set(LANGUAGES)
    assert vat.is_valid(row["enterprise_number"])
    assert row["enterprise_number"].startswith("0999")
    assert row["email"].endswith(".example")
    assert "555" in row["phone"]


@pytest.mark.parametrize("person", SET.persons, ids=lambda person: person.user_name)
def test_a_person_is_fictional_and_can_sign_in(person: Any) -> None:
    assert int(person.niss.digits[6:9]) > 990, "a birth count no day has seen"
    assert person.email.endswith(".example")
    assert person.user_name == person.user_name.lower()
    assert "email_code" in person.keys
    assert len(person.phone_secret) == 32


def test_every_duty_and_every_odd_case_is_played_by_somebody() -> None:
    works = [work for person in SET.persons for work in person.works]
    assert {function for work in works for function in work.functions} == set(FUNCTIONS)
    assert any(len(person.works) == 2 for person in SET.persons), "two organisations"
    assert any(not person.works for person in SET.persons), "no account"
    assert any(not person.given_names for person in SET.persons), "no given name"
    assert any(person.niss.is_bis for person in SET.persons), "a BIS number"
    born = [person.niss.birth_date for person in SET.persons]
    assert any(day and day.year >= 2000 for day in born), "the 2000 rule"
    assert any(right.until_on for work in works for right in work.rights), "an ended right"
    assert {person.language for person in SET.persons} == {"fr", "nl", "de"}


@pytest.mark.parametrize("row", SET.organisations, ids=lambda row: row["code"])
def test_every_organisation_has_somebody_to_ask(row: dict[str, Any]) -> None:
    duties = {f for person in SET.persons for work in person.works if work.at == row["code"] for f in work.functions}
    assert duties & {"access_manager", "principal_access_manager"}
    assert "dpo" in duties


def test_names_numbers_and_mailboxes_are_nobody_elses() -> None:
    for value in ("user_name", "email", "niss"):
        assert len({getattr(person, value) for person in SET.persons}) == len(SET.persons)


def test_the_screen_names_everybody_and_the_password() -> None:
    lines = demonstration.persons_for_screen()
    assert max(map(len, lines)) <= 100
    screen = " ".join(" ".join(lines).split())
    assert SET.password in screen
    assert all(person.user_name in screen and person.name in screen for person in SET.persons)
    assert "Émilie Collard, social worker, CPAS of Forest: reception_places, workspace, mailbox" in screen


@pytest.mark.django_db
def test_the_set_loads_through_the_houses_once(post: Path) -> None:
    assert demonstration.load() is True
    with_account = [person for person in SET.persons if person.works]
    assert Organisation.objects.count() == len(SET.organisations)
    assert Account.objects.count() == len(with_account) == Person.objects.count() - 1
    assert Membership.objects.count() == len(with_account) + 1
    assert Key.objects.count() == sum(len(person.keys) for person in SET.persons)
    assert Password.objects.count() == len(SET.persons)
    assert PhoneAccount.objects.count() == sum("mobile_app" in person.keys for person in SET.persons)
    cards = {person.name for person in SET.persons if "token_card" in person.keys}
    assert {letter.addressee for letter in postbox.letters(post)} == cards
    assert not Right.objects.filter(legal_ground="").exists()
    written = AuditRecord.objects.count()
    begun = time.monotonic()
    assert demonstration.load() is False
    assert time.monotonic() - begun < 0.3
    assert AuditRecord.objects.count() == written


@pytest.mark.django_db
def test_a_changed_set_is_brought_up_to_date_without_doubles(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demonstration.load()
    counted = (Organisation.objects.count(), Right.objects.count(), Key.objects.count(), PhoneAccount.objects.count())
    monkeypatch.setattr("beffroi.config.demonstration.loading.checksum", lambda: "another")
    told: list[str] = []
    assert demonstration.load(told.append) is True
    assert "Aurélie Dumont" in told
    now = (Organisation.objects.count(), Right.objects.count(), Key.objects.count(), PhoneAccount.objects.count())
    assert now == counted


@pytest.mark.django_db
def test_a_loaded_person_is_recognised_where_he_works(post: Path) -> None:
    demonstration.load()
    emilie = next(person for person in SET.persons if person.user_name == "emilie.collard")
    with as_role("portal"):
        account = public.recognise(emilie.niss)
    assert account is not None
    with acting(Actor(person_id=account.account_id)):
        places = public.workplaces(account.account_id)
    assert [place.name["fr"] for place in places] == ["CPAS de Ciney", "CPAS de Forest"]
    assert places[1].rights == {("reception_places", "user"), ("workspace", "user"), ("mailbox", "user")}


@pytest.mark.django_db
def test_production_refuses_the_set() -> None:
    with override_settings(IS_ACCEPTANCE=False), pytest.raises(demonstration.DemonstrationRefused):
        demonstration.load()
    assert not Organisation.objects.exists()
