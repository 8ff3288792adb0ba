"""The status says what was probed, keeps thirty days, and knows nobody."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from beffroi.kernel import clock
from beffroi.kernel.db import as_role
from beffroi.portal.status import actions, probes, queries
from beffroi.portal.status.models import PartDay
from beffroi.portal.status.probes import PARTS, Probe
from beffroi.portal.status.rules import overall, state_now, worker_now
from tests.conftest import ServiceClient, assert_page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def look(at: datetime = NOON, **states: Any) -> None:
    """As the worker would have: every part ok, but for `states`."""
    with as_role("portal"):
        actions.record([Probe(part, states.get(part, "ok"), 12) for part in PARTS], at=at)


def beat(at: datetime = NOON) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


@pytest.fixture
def noon(frozen_clock: Callable[..., None]) -> None:
    frozen_clock(NOON)


def document(portal: ServiceClient) -> Any:
    answer = portal.get("/status.json")
    assert answer.status_code == 200
    return json.loads(answer.content)


def states(portal: ServiceClient) -> dict[str, str]:
    return {part["part"]: part["status"] for part in document(portal)["parts"]}


# --- Rules ---------------------------------------------------------------------------------------------------------------


def test_what_was_probed_long_ago_is_not_known() -> None:
    assert state_now("ok", NOON - timedelta(minutes=5), NOON) == "ok"
    assert state_now("ok", NOON - timedelta(minutes=6), NOON) == "unknown"
    assert state_now("ok", None, NOON) == "unknown"


def test_a_worker_without_a_heartbeat_does_not_work() -> None:
    assert worker_now("ok", None, NOON) == "failing"
    assert worker_now("ok", NOON - timedelta(seconds=61), NOON) == "failing"
    assert worker_now("slow", NOON, NOON) == "slow"
    assert worker_now("unknown", NOON, NOON) == "ok"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["ok", "ok"], "ok"),
        (["ok", "slow"], "degraded"),
        (["ok", "unknown"], "degraded"),
        (["slow", "failing"], "failing"),
    ],
)
def test_the_worst_part_counts(states: Any, expected: str) -> None:
    assert overall(states) == expected


# --- Pages ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_page_stands_in_four_languages(portal: ServiceClient, catalogue: None, noon: None, language: str) -> None:
    look(mail="failing")
    beat()
    body = assert_page(portal.get(f"/{language}/status/"))
    assert f'<html lang="{language}"' in body
    assert body.count('<svg class="status-days"') == len(PARTS)
    assert "24/11/2026" in body or "24.11.2026" in body


def test_all_is_well(portal: ServiceClient, noon: None) -> None:
    look()
    beat()
    found = document(portal)
    assert found["status"] == "ok"
    assert set(states(portal).values()) == {"ok"}
    assert all(len(part["days"]) == 30 for part in found["parts"])
    assert found["parts"][0]["days"][-1] == {"on": "2026-11-24", "checks": 1, "failures": 0}


def test_nothing_probed_yet(portal: ServiceClient, catalogue: None, noon: None) -> None:
    assert states(portal) == {
        "portal": "ok",
        "database": "ok",
        "worker": "failing",
        "identity": "unknown",
        "mail": "unknown",
        "post": "unknown",
    }
    assert_page(portal.get("/fr/status/"))


def test_it_holds_no_person_and_is_kept_by_caches_for_seconds_only(portal: ServiceClient, noon: None) -> None:
    look()
    answer = portal.get("/status.json", HTTP_ACCEPT_LANGUAGE="nl")
    assert answer["Cache-Control"] == "public, max-age=30"
    assert not answer.cookies
    assert set(json.loads(answer.content)) == {"status", "at", "parts"}
    assert b"localhost" not in answer.content


@pytest.mark.parametrize(("address", "most"), [("/status.json", 2), ("/fr/status/", 6)])
def test_it_asks_the_database_little(portal: ServiceClient, catalogue: None, address: str, most: int) -> None:
    look(clock.now())
    portal.get(address)
    with CaptureQueriesContext(connection) as captured:
        portal.get(address)
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(marks)]
    assert len(asked) <= most, asked


def test_without_a_database_machines_are_told_so(portal: ServiceClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def gone() -> None:
        raise OperationalError

    monkeypatch.setattr(queries, "status", gone)
    answer = portal.get("/status.json")
    assert (answer.status_code, json.loads(answer.content)["status"]) == (503, "failing")


# --- Probing and history -------------------------------------------------------------------------------------------------


def test_days_count_checks_and_failures() -> None:
    for minute, state in enumerate(["ok", "failing", "failing", "ok"]):
        look(NOON + timedelta(minutes=minute), mail=state)
    row = PartDay.objects.get(part="mail")
    assert (row.on, row.checks, row.failures, row.last_state) == (date(2026, 11, 24), 4, 2, "ok")


def test_one_look_counts_once() -> None:
    look()
    look()
    assert PartDay.objects.get(part="mail").checks == 1


def test_a_day_ends_at_belgian_midnight() -> None:
    look(datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    assert PartDay.objects.get(part="mail").on == date(2026, 11, 25)


def test_thirty_days_are_kept(noon: None) -> None:
    for days in (0, 30, 31):
        look(NOON - timedelta(days=days))
    with as_role("portal"):
        actions.forget_old(at=NOON)
    assert sorted({(date(2026, 11, 24) - row.on).days for row in PartDay.objects.all()}) == [0, 30]


class Answer:
    status_code = 200


def test_the_worker_looks_around(monkeypatch: pytest.MonkeyPatch, run_jobs: Any, tmp_path: Any) -> None:
    from beffroi.portal.status.handlers import look_around

    def get(address: str, timeout: float) -> Answer:
        if ":8001" in address:
            raise httpx.ConnectError("refused")
        return Answer()

    monkeypatch.setattr(httpx, "get", get)
    look_around.defer(timestamp=0)
    with override_settings(POST_FOLDER=tmp_path / "post"):
        assert run_jobs() == 1
    found = {row.part: row.last_state for row in PartDay.objects.all()}
    assert found == {**dict.fromkeys(PARTS, "ok"), "identity": "failing"}


def test_a_folder_that_takes_no_letter_fails(tmp_path: Any) -> None:
    (tmp_path / "file").write_text("in the way")
    with override_settings(POST_FOLDER=tmp_path / "file"):
        assert probes._probe("post", PARTS["post"]).state == "failing"


def test_a_job_that_waits_makes_the_worker_late() -> None:
    from beffroi.portal.status.handlers import look_around

    assert not probes.is_worker_late()
    look_around.defer(timestamp=0)
    assert not probes.is_worker_late()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '6 minutes'")
    assert probes.is_worker_late()
