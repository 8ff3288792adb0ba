"""What the components take when it is more than a word: plain values, made by views and queries, drawn by `{% load ui %}`."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from beffroi.ui.page import Link, Words

Severity = Literal["info", "success", "warning", "danger"]
Tone = Literal["neutral", "info", "success", "warning", "danger", "closed"]
Access = Literal["signed_out", "open", "other_key", "no_right", "not_installed"]


@dataclass(frozen=True, slots=True)
class Tile:
    """An application. `detail` says which key, which right and who grants it; `action` is the one thing to do.

    `access` "open" and "signed_out" lead to `url` by the name itself; the other three only by `action`.
    """

    name: Words
    description: Words
    access: Access
    url: str = ""
    icon: str = "layout-grid"
    detail: Words = ""
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class KeyCard:
    """A digital key to choose. `needs`: what to have in hand. `level`: its word. `reason`: why it cannot be used here."""

    name: Words
    needs: Words
    level: Words
    url: str
    icon: str
    reason: Words = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    published_on: date
    text: Words
    severity: Severity = "info"
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    label: Words
    state: Literal["done", "current", "todo", "error"]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a summary list."""

    term: Words
    value: Words
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class File:
    """`size` as read by people ("84 kB"); `format` "CSV"."""

    label: Words
    url: str
    format: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The person a file is about. `national_number` grouped as on the card; `facts` short: age, commune."""

    name: str
    national_number: str
    facts: tuple[Words, ...] = ()
    purpose: Words = ""
