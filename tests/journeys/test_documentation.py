"""The pictures of the documentation are taken from the real thing."""

from pathlib import Path

from playwright.sync_api import Page

from tests.house.source import ROOT
from tests.journeys.conftest import NewPage
from tests.journeys.town import Town

IMAGES = ROOT / "docs" / "images"


def test_the_readme_shows_the_sectors_page(town: Town, new_page: NewPage, tmp_path: Path) -> None:
    """To renew a picture, delete it and run this test."""
    page: Page = new_page(width=1280, language="fr")
    page.goto(f"{town.portal}/fr/audiences/professionals/welfare-centres/")
    page.wait_for_load_state("networkidle")
    taken = tmp_path / "start.png"
    page.screenshot(path=taken)
    assert taken.read_bytes().startswith(b"\x89PNG")
    kept = IMAGES / "start.png"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(taken.read_bytes())
