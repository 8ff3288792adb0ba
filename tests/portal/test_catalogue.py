"""The catalogue is data: loaded once, told what is wrong with it, replaced without losing what hangs on it."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ProgrammingError

from beffroi.kernel.actor import NOBODY, system_actor
from beffroi.kernel.db import acting
from beffroi.kernel.errors import Refused
from beffroi.kernel.localized import LANGUAGES
from beffroi.portal import actions, queries
from beffroi.portal.catalogue.files import CatalogueError, read
from beffroi.portal.models import PersonalTile
from tests.conftest import ServiceClient, assert_page

MACHINE = system_actor("tests")
GUIDE = Path(__file__).parents[3] / "shared" / "brief" / "portal-guide.fr.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "catalogue"
    shutil.copytree(settings.CATALOGUE, copy)
    return copy


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def test_second_load_costs_one_statement(catalogue: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert actions.load_catalogue(by=MACHINE) is False


@pytest.mark.django_db
def test_only_the_machine_loads(folder: Path) -> None:
    with pytest.raises(Refused):
        actions.load_catalogue(by=NOBODY, folder=folder)


def test_serving_role_changes_no_catalogue(catalogue: None) -> None:
    for statement in ("UPDATE portal_application SET url_name = ''", "DELETE FROM portal_announcement"):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(NOBODY), connection.cursor() as cursor:
            cursor.execute(statement)


def test_another_administration_runs_its_own(catalogue: None, folder: Path, portal: ServiceClient) -> None:
    edit(folder, "catalogue.yaml", "fr: Prima-Web", "fr: Aide-Web")
    edit(folder, "catalogue.yaml", "          - mailbox\n", "")
    assert actions.load_catalogue(by=MACHINE, folder=folder)
    body = assert_page(portal.get("/fr/audiences/professionals/welfare-centres/"))
    assert "Aide-Web" in body
    assert body.count('<article class="bf-tile"') == 10


def test_changed_catalogue_keeps_favourites_and_drops_what_is_gone(catalogue: None, folder: Path) -> None:
    for code in ("welfare", "mailbox"):
        PersonalTile.objects.create(account_id="0" * 32, application_id=code, favourite_position=1)
    text = (folder / "catalogue.yaml").read_text()
    text = text.replace("          - mailbox\n", "")
    (folder / "catalogue.yaml").write_text(text[: text.index("  - code: mailbox")])
    actions.load_catalogue(by=MACHINE, folder=folder)
    assert list(PersonalTile.objects.values_list("application_id", flat=True)) == ["welfare"]


@pytest.mark.django_db
def test_empty_catalogue_says_so(tmp_path: Path, portal: ServiceClient) -> None:
    (tmp_path / "empty.yaml").write_text("audiences: []\n")
    actions.load_catalogue(by=MACHINE, folder=tmp_path)
    assert "Le catalogue est vide" in assert_page(portal.get("/fr/"))


@pytest.mark.django_db
def test_installation_without_catalogue_still_answers(portal: ServiceClient) -> None:
    assert "Le catalogue est vide" in assert_page(portal.get("/fr/"))
    assert portal.get("/fr/pages/help/").status_code == 404


@pytest.mark.django_db
def test_sector_and_audience_without_anything_say_so(folder: Path, portal: ServiceClient) -> None:
    (folder / "pages.yaml").unlink()
    (folder / "announcements.yaml").unlink()
    text = (folder / "catalogue.yaml").read_text()
    start, end = text.index("        applications:\n"), text.index("  - code: citizens")
    (folder / "catalogue.yaml").write_text(
        text[:start] + "\n" + text[end:].replace("    elsewhere: https", "    icon_at: https")
    )
    actions.load_catalogue(by=MACHINE, folder=folder)
    assert "Pas encore d’application" in assert_page(portal.get("/fr/audiences/professionals/welfare-centres/"))
    assert "Pas encore de secteur" in assert_page(portal.get("/fr/audiences/citizens/"))


MISTAKES = [
    ("catalogue.yaml", "      de: Beamte und andere Fachleute\n", "", "name has no text in de"),
    ("catalogue.yaml", "      de: Beamte", "      lu: Beamte", "unknown languages"),
    ("catalogue.yaml", "          - workspace\n", "          - workplace\n", "not described"),
    ("catalogue.yaml", "level: 400", "level: high", "assurance level"),
    ("announcements.yaml", "    severity: info", "    severity: panic", "severity must be one of"),
    ("announcements.yaml", "sector: welfare-centres", "sector: nowhere", "unknown sector"),
    ("announcements.yaml", "announcements:", "notices:", "not a part of a catalogue"),
    ("announcements.yaml", "  - code: coronavirus-2020", "  - kode: coronavirus-2020", "has no code"),
    ("pages.yaml", "pages:", "pages: [", "not YAML"),
    ("pages.yaml", "pages:", "pages: 1\nx:", "must hold named lists"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), MISTAKES)
def test_mistakes_are_told_by_file_and_entry(folder: Path, file: str, old: str, new: str, said: str) -> None:
    edit(folder, file, old, new)
    with pytest.raises(CatalogueError, match=re.escape(said)):
        read(folder)


def test_mistake_leaves_the_present_catalogue(catalogue: None, folder: Path) -> None:
    before = queries.catalogue()
    edit(folder, *MISTAKES[0][:3])
    with pytest.raises(CatalogueError):
        actions.load_catalogue(by=MACHINE, folder=folder)
    assert queries.catalogue() is before


def test_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="BEFFROI_CATALOGUE"):
        read(tmp_path)


def test_every_text_is_there_in_four_languages() -> None:
    files = read(settings.CATALOGUE)
    for rows in (files.audiences, files.sectors, files.applications, files.announcements, files.pages):
        for row in rows:
            for value in row.values():
                if isinstance(value, dict) and value:
                    assert all(value.get(language) for language in LANGUAGES), row["code"]


def test_french_texts_keep_their_no_break_spaces() -> None:
    for path in settings.CATALOGUE.rglob("*.yaml"):
        lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
        wrong = [line for line in lines if re.search(r"\S [;?!»]|\S :|« ", line)]
        assert wrong == []


@pytest.mark.skipif(not GUIDE.exists(), reason="the guide lies in the shared folder, which is absent")
def test_names_and_descriptions_are_the_guide_s() -> None:
    guide = " ".join(GUIDE.read_text().split()).casefold()
    applications = read(settings.CATALOGUE).applications
    assert len(applications) == 11
    for row in applications:
        assert row["name"]["fr"].casefold() in guide
        assert row["description"]["fr"].replace("\u00a0", " ").casefold() in guide


def test_announcements_are_shown_from_their_day_until_the_last(catalogue: None) -> None:
    from dataclasses import replace
    from datetime import date

    announcement = queries.catalogue().announcements[0]
    dated = replace(announcement, from_on=date(2026, 1, 1), until_on=date(2026, 2, 1))
    assert [dated.is_shown(date(2026, month, 1)) for month in (1, 2)] == [True, False]
    assert not dated.is_shown(date(2025, 12, 31))
