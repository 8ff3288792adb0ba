"""Reading the hot folder of the printing service: a PDF and its ticket a letter, newest first."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SHOWN = 100
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class Letter:
    """`addressee`: the name in the window. `reference`: the files' name without its ending. `size`: bytes of the PDF."""

    reference: str
    addressee: str
    kind: str
    posted_at: datetime
    size: int


def letters(folder: Path) -> list[Letter]:
    tickets = sorted(folder.glob("*.json"), key=_changed, reverse=True) if folder.is_dir() else []
    return [letter for ticket in tickets[:SHOWN] if (letter := _letter(ticket))]


def pdf_of(folder: Path, reference: str) -> bytes | None:
    if not _REFERENCE.fullmatch(reference):
        return None
    try:
        return (folder / f"{reference}.pdf").read_bytes()
    except FileNotFoundError:
        return None


def _letter(path: Path) -> Letter | None:
    """None for a ticket whose PDF is gone (the printing service took it) or that cannot be read."""
    pdf = path.with_suffix(".pdf")
    try:
        ticket: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        size = pdf.stat().st_size
    except (FileNotFoundError, ValueError):
        return None
    return Letter(
        reference=path.stem,
        addressee=str(ticket.get("addressee", "")),
        kind=str(ticket.get("kind", "")),
        posted_at=datetime.fromtimestamp(_changed(path), UTC),
        size=size,
    )


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
