"""The pictures of the documentation, taken from the real thing. `BEFFROI_WRITE_IMAGES=1` writes them."""

import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import Meet
from tests.journeys.newcomer import SECTOR, Newcomer
from tests.journeys.town import ROOT

FOLDER = ROOT / "docs" / "images"
LARGEST = 200 * 1024  # bytes


def _sector(person: Newcomer) -> None:
    person.page.goto(person.home + SECTOR)


def _keys(person: Newcomer) -> None:
    person.page.goto(person.home + SECTOR)
    person.ask_to_sign_in()


def _codes(person: Newcomer) -> None:
    person.page.goto(f"{person.home}code-lists/?q=aalter")


PICTURES: list[tuple[str, Callable[[Newcomer], None], dict[str, Any]]] = [
    ("start", _sector, {"signed_in": True}),
    ("keys", _keys, {}),
    ("codes", _codes, {"signed_in": True}),
    ("phone-dark", _sector, {"signed_in": True, "width": 390, "scheme": "dark"}),
]


@pytest.mark.parametrize(("name", "go", "look"), PICTURES, ids=[picture[0] for picture in PICTURES])
def test_a_picture_of_the_documentation_can_be_taken(
    meet: Meet, name: str, go: Callable[[Newcomer], None], look: dict[str, Any]
) -> None:
    person = meet("aurelie.dumont", **look)
    go(person)
    person.page.evaluate("document.fonts.ready")
    picture = person.page.screenshot()  # as much as the window holds
    assert picture.startswith(b"\x89PNG") and len(picture) <= LARGEST
    if os.environ.get("BEFFROI_WRITE_IMAGES") == "1":
        (FOLDER / f"{name}.png").write_bytes(picture)
    assert (FOLDER / f"{name}.png").is_file()
