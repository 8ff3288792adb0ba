"""The reference lists once in the test database, small lists of our own, and the persons of a publication."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from beffroi.apps.code_lists import actions, states
from beffroi.apps.code_lists.actions.copying import copy_entries
from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.kernel import clock
from beffroi.kernel.actor import Actor, system_actor


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Loaded once, not once a test: a second is long when a hundred tests need it. Other tests find an empty log."""
    with django_db_blocker.unblock():
        actions.load_reference_lists(by=system_actor("tests"))
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE kernel_auditrecord, kernel_outboxevent, procrastinate_jobs CASCADE")


@pytest.fixture
def reference_lists(db: None) -> None:
    """A test that truncates the tables may have run before."""
    if CodeList.objects.exclude(current_version=None).count() < 50:
        actions.load_reference_lists(by=system_actor("tests"))


def person(*roles: str, name: str = "Ada Lievens") -> Actor:
    return Actor(
        person_id=uuid.uuid4(),
        name=name,
        organisation_id=uuid.UUID(int=7),
        organisation_name="SPP IS",
        rights=frozenset(("code_lists", role) for role in roles),
        level=400,
    )


@pytest.fixture
def publisher() -> Actor:
    return person("publisher", name="Paul Publieur")


@pytest.fixture
def approver() -> Actor:
    return person("approver", name="Anna Goedkeur")


MakeList = Callable[..., CodeList]
COLOURS = (
    Entry("1", labels={"fr": "Rouge", "nl": "Rood"}),
    Entry("2", labels={"fr": "Vert", "nl": "Groen"}, valid_until=date(2020, 1, 1), replaced_by=("3",)),
    Entry("3", labels={"fr": "Bleu", "nl": "Blauw"}, valid_from=date(2020, 1, 1)),
)


def small_list(key: str = "colours", entries: tuple[Entry, ...] = COLOURS) -> CodeList:
    """A list of our own with one published version."""
    code_list = CodeList.objects.create(
        key=key,
        position=900,
        owner="tests",
        owner_name={"fr": "Tests"},
        title={"fr": "Couleurs", "nl": "Kleuren", "de": "Farben", "en": "Colours"},
        licence={"fr": "Aucune"},
    )
    version = ListVersion.objects.create(
        code_list=code_list,
        label="2020/1",
        state=states.PUBLISHED,
        checksum="0" * 64,
        entry_count=len(entries),
        proposed_at=clock.now(),
        published_at=clock.now(),
    )
    copy_entries([(version.pk, entries)])
    code_list.current_version = version
    code_list.save()
    return code_list


@pytest.fixture
def make_list(db: None) -> MakeList:
    return small_list


NEW_COLOURS = (
    b"code,valid_from,valid_until,label_fr,label_nl,replaced_by\n"
    b"1,,,Rouge,Rood,\n"
    b"2,,2020-01-01,Vert,Groen,3\n"
    b"3,2020-01-01,2027-01-01,Bleu,Blauw,\n"
    b"4,2027-01-01,,Azur,Azuur,\n"
)
