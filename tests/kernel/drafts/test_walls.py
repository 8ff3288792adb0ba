"""A draft is read by its owner only, by no other organisation he works for, and by nobody who has the database alone."""

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from beffroi.kernel.actor import NOBODY, Actor
from beffroi.kernel.db import acting, as_role
from beffroi.kernel.drafts import actions, queries
from beffroi.kernel.drafts.models import Draft
from beffroi.kernel.errors import BeffroiError, Refused
from tests.conftest import ServiceClient
from tests.kernel.drafts.conftest import Browser
from tests.kernel.drafts.sample import SAMPLE

pytestmark = pytest.mark.django_db
ADA = Actor(person_id=uuid.UUID(int=1), name="Ada", organisation_id=uuid.UUID(int=10), level=400)
SECRET = "Madame Dupont vit seule"


def keep(by: Actor = ADA, object: str = "f-1", **given: Any) -> int:
    with acting(by):
        return actions.save(kind=SAMPLE, object=object, fields={"reason": [SECRET]}, by=by, **given)


def raw(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


@pytest.mark.parametrize(
    "other",
    [
        replace(ADA, person_id=uuid.UUID(int=2)),
        replace(ADA, organisation_id=uuid.UUID(int=20)),
        replace(ADA, organisation_id=None),
        NOBODY,
    ],
    ids=["colleague", "her other organisation", "no organisation chosen", "nobody"],
)
def test_nobody_else_sees_or_changes_it(other: Actor) -> None:
    keep()
    with acting(other):
        assert queries.kept(SAMPLE, "f-1", other) is None
        assert queries.kept(SAMPLE, "f-1", ADA) is None, "the database refuses where the program would not"
        assert raw("SELECT * FROM kernel_drafts_draft") == 0
        assert raw("UPDATE kernel_drafts_draft SET version = 9") == 0
        assert raw("DELETE FROM kernel_drafts_draft") == 0
    with acting(ADA):
        assert queries.kept(SAMPLE, "f-1", ADA).version == 1  # type: ignore[union-attr]  # it is there


def test_the_sign_in_service_cannot_read_the_table() -> None:
    with as_role("identity"), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'kernel_drafts_draft', 'SELECT')")
        assert cursor.fetchone() == (False,)


def test_a_person_without_an_organisation_keeps_too() -> None:
    alone = replace(ADA, organisation_id=None)
    keep(alone)
    with acting(alone):
        assert actions.save(kind=SAMPLE, object="f-1", fields={"reason": ["two"]}, seen=1, by=alone) == 2
        assert Draft.objects.count() == 1


def test_it_is_sealed_at_rest_to_its_owner_form_and_object() -> None:
    keep()
    keep(object="f-2")
    first, second = Draft.objects.order_by("object")
    assert SECRET.encode() not in bytes(first.payload)
    Draft.objects.filter(pk=second.pk).update(payload=first.payload)
    with acting(ADA):
        moved = queries.kept(SAMPLE, "f-2", ADA)
    assert moved is not None
    assert moved.fields == {}


def test_what_no_longer_opens_can_be_typed_anew() -> None:
    keep()
    Draft.objects.update(payload=b"\x01damaged")
    assert keep(seen=1) == 2


def test_nobody_keeps_nothing() -> None:
    with acting(NOBODY), pytest.raises(Refused):
        actions.save(kind=SAMPLE, fields={}, by=NOBODY)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"fields": {"about": ["é" * 60_000]}}, "draft_too_large"),
        ({"fields": {}, "object": "x" * 121}, "unknown_draft"),
        ({"fields": {}, "object": "a\nb"}, "unknown_draft"),
    ],
)
def test_what_is_too_large_is_refused(given: dict[str, Any], reason: str) -> None:
    with acting(ADA), pytest.raises(BeffroiError) as refused:
        actions.save(kind=SAMPLE, by=ADA, **given)
    assert refused.value.reason == reason


def test_drafts_are_bounded_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    keep(object="a")
    keep(object="b")
    with pytest.raises(BeffroiError) as refused:
        keep(object="c")
    assert refused.value.reason == "too_many_drafts"
    keep(object="a", seen=1)


BAD = [
    ({"draft_form": "tests.unknown"}, 400),
    ({}, 400),
    ({"draft_form": "tests.sample", "draft_version": "-1"}, 400),
    ({"draft_form": "tests.sample", "draft_version": "٣"}, 400),
    ({"draft_form": "tests.sample", "draft_version": "9" * 20}, 400),
    ({"draft_form": "tests.sample", "draft_object": "x" * 200}, 400),
    ({"draft_form": "tests.sample", "about": "x" * 150_000}, 413),
]


@pytest.mark.parametrize(("posted", "status"), BAD)
def test_bad_input_is_refused(browser: Browser, posted: dict[str, str], status: int) -> None:
    answer = browser().post("/fr/drafts/save/", posted, HTTP_ACCEPT="application/json")
    assert answer.status_code == status
    assert not Draft.objects.exists()


def test_a_get_saves_nothing(browser: Browser, portal: ServiceClient) -> None:
    assert browser().get("/fr/drafts/save/").status_code == 405
    assert portal.get("/fr/drafts/").status_code == 403
