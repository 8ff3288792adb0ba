"""Letters appear whole in the hot folder of the printing service."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from beffroi.partners.post import client
from beffroi.partners.post.messages import Letter


def letter(reference: str = "token-card-ABC", pdf: bytes = b"%PDF-1.7") -> Letter:
    return Letter("token_card", reference, "recipient", "Zoé Lievens", "fr", date(2026, 11, 24), pdf)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.POST_FOLDER = tmp_path / "out" / "post"
    return settings.POST_FOLDER


def test_a_letter_is_a_pdf_and_a_ticket(folder: Path) -> None:
    ticket = client.post(letter())
    content = json.loads(ticket.read_text(encoding="utf-8"))
    assert (folder / content["file"]).read_bytes() == b"%PDF-1.7"
    assert (content["addressee"], content["written_on"]) == ("Zoé Lievens", "2026-11-24")


def test_nothing_half_written_is_left_and_others_read_nothing(folder: Path) -> None:
    client.post(letter())
    assert sorted(path.name for path in folder.iterdir()) == ["token-card-ABC.json", "token-card-ABC.pdf"]
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}
    assert folder.stat().st_mode & 0o077 == 0


def test_posting_again_replaces(folder: Path) -> None:
    client.post(letter())
    client.post(letter(pdf=b"%PDF-again"))
    assert (folder / "token-card-ABC.pdf").read_bytes() == b"%PDF-again"


@pytest.mark.parametrize("reference", ["../etc/passwd", "a/b", "", "x" * 61, "a\0b", "é", "a.b"])
def test_a_reference_that_is_a_path_is_refused(reference: str) -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        client.post(letter(reference))
