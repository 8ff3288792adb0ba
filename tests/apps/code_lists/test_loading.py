"""The reference lists are loaded once, quickly skipped when unchanged, and never over an installation's own."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from beffroi.apps.code_lists import actions
from beffroi.apps.code_lists.models import Code, CodeList, ListVersion
from beffroi.kernel.actor import Actor, system_actor
from beffroi.kernel.models import AuditRecord, OutboxEvent
from tests.apps.code_lists.conftest import NEW_COLOURS

LOADER = system_actor("tests")
LISTS = """
owners: {tests: {name: {fr: Tests}}}
sources: {own: {url: "https://example.invalid", licence: CC0, attribution: Ours}}
columns: {}
values: {}
lists:
  - {key: colours, owner: tests, source: own, version: "%s", weight: 3, title: {fr: Couleurs, nl: Kleuren, de: Farben, en: Colours}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lists.yaml").write_text(LISTS % "2026/1")
    (tmp_path / "colours.csv").write_bytes(NEW_COLOURS)
    return tmp_path


def colours() -> CodeList:
    return CodeList.objects.select_related("current_version").get(key="colours")


@pytest.mark.usefixtures("reference_lists")
def test_what_is_loaded_is_skipped_by_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert actions.load_reference_lists(by=LOADER) == 0


@pytest.mark.usefixtures("reference_lists")
def test_every_line_of_every_table_is_there() -> None:
    assert CodeList.objects.exclude(current_version=None).count() >= 50
    loaded = Code.objects.filter(
        version__in=CodeList.objects.filter(key="nsso-30-error-codes").values("current_version")
    )
    assert loaded.count() == 493


@pytest.mark.django_db
def test_loading_is_logged_and_announced(folder: Path) -> None:
    assert actions.load_reference_lists(by=LOADER, folder=folder) == 1
    assert AuditRecord.objects.filter(operation="code_lists.version.loaded", file_reference="colours 2026/1").exists()
    event = OutboxEvent.objects.get(name="code_lists.CodeListPublished", payload__code_list="colours")
    assert event.payload["version"] == "2026/1"


@pytest.mark.django_db
def test_a_changed_table_becomes_a_version_beside_the_old_one(folder: Path) -> None:
    actions.load_reference_lists(by=LOADER, folder=folder)
    (folder / "colours.csv").write_bytes(NEW_COLOURS + b"5,,,Ocre,Oker,\n")
    assert actions.load_reference_lists(by=LOADER, folder=folder) == 1
    assert list(colours().versions.order_by("pk").values_list("label", "state")) == [
        ("2026/1", "published"),
        ("2026/1 (2)", "published"),
    ]
    assert colours().current_version.label == "2026/1 (2)"


@pytest.mark.django_db
def test_a_changed_description_makes_no_version(folder: Path) -> None:
    actions.load_reference_lists(by=LOADER, folder=folder)
    (folder / "lists.yaml").write_text((LISTS % "2026/1").replace("Couleurs", "Teintes"))
    assert actions.load_reference_lists(by=LOADER, folder=folder) == 0
    assert colours().title["fr"] == "Teintes"
    assert actions.load_reference_lists(by=LOADER, folder=folder) == 0


@pytest.mark.django_db
def test_our_table_waits_where_the_installation_published_its_own(
    folder: Path, publisher: Actor, approver: Actor
) -> None:
    actions.load_reference_lists(by=LOADER, folder=folder)
    own = actions.propose_version(key="colours", label="own", content=NEW_COLOURS + b"9,,,Gris,Grijs,\n", by=publisher)
    actions.submit_version(version_id=own.pk, by=publisher)
    actions.publish_version(version_id=own.pk, seen_current=colours().current_version_id, by=approver)
    (folder / "colours.csv").write_bytes(NEW_COLOURS + b"5,,,Ocre,Oker,\n")
    actions.load_reference_lists(by=LOADER, folder=folder)
    assert colours().current_version == own
    waiting = ListVersion.objects.get(code_list=colours(), source="reference", state="submitted")
    actions.publish_version(version_id=waiting.pk, seen_current=own.pk, by=approver)
    assert colours().current_version == waiting


@pytest.mark.django_db
def test_an_unsound_table_stops_the_load_and_leaves_nothing(folder: Path) -> None:
    (folder / "colours.csv").write_bytes(b"code,parent,label_fr\n1,7,Rouge\n")
    with pytest.raises(ValueError, match="colours"):
        actions.load_reference_lists(by=LOADER, folder=folder)
    assert not CodeList.objects.filter(key="colours").exists()


@pytest.mark.django_db
def test_overlapping_lines_are_refused_by_the_database_too(folder: Path) -> None:
    actions.load_reference_lists(by=LOADER, folder=folder)
    line = Code.objects.get(version=colours().current_version, code="1")
    line.pk = None
    with pytest.raises(Exception, match="code_periods_do_not_overlap"):
        line.save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["code_lists_codelist", "code_lists_listversion", "code_lists_code"])
def test_the_serving_role_cannot_delete(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('beffroi_portal', %s, 'DELETE')", [table])
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT has_table_privilege('beffroi_identity', %s, 'SELECT')", [table])
        assert cursor.fetchone() == (False,)
