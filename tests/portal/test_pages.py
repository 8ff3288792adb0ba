"""What a visitor sees: the guide's way from audience to sector to eleven tiles."""

import pytest

from tests.conftest import ServiceClient, assert_page
from tests.portal.conftest import SECTOR

LANGUAGES = ("fr", "nl", "de", "en")
PAGES = (
    "",
    "audiences/professionals/",
    "audiences/citizens/",
    "audiences/professionals/welfare-centres/",
    "applications/",
    "applications/?q=prima",
    "applications/?q=nothing+of+the+kind",
    "calendar/",
    "appearance/",
    "signed-out/",
    *(f"pages/{code}/" for code in ("about", "contact", "registration")),
    *(f"pages/{code}/" for code in ("rules-of-use", "reuse", "personal-data", "accessibility")),
)

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_in_four_languages(portal: ServiceClient, language: str, page: str) -> None:
    body = assert_page(portal.get(f"/{language}/{page}"))
    assert f'<html lang="{language}"' in body
    assert "style=" not in body


def test_the_sector_page_shows_the_guide_s_announcements_and_eleven_tiles(portal: ServiceClient) -> None:
    body = assert_page(portal.get(SECTOR))
    assert body.count('<article class="bf-tile"') == 11
    assert "03/04/2020" in body
    assert "08/12/2019" in body
    assert body.index("03/04/2020") < body.index("08/12/2019")
