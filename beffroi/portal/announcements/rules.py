"""What an announcement's state and dates make of it, and what its texts may hold."""

import re
from datetime import date

from beffroi.portal.announcements.states import ARCHIVED, DRAFT

_MARKUP = re.compile(r"<\s*[/!?a-zA-Z]|javascript:|&#", re.IGNORECASE)


def standing(state: str, from_on: date, until_on: date | None, on: date) -> str:
    """ "draft", "scheduled", "shown", "over" or "archived"."""
    if state in {DRAFT, ARCHIVED}:
        return state
    if on < from_on:
        return "scheduled"
    return "over" if until_on is not None and until_on <= on else "shown"


def holds_markup(text: str) -> bool:
    """Texts are paragraphs, lists and links (`portal.rules.prose`). A tag would be shown as typed: it is refused."""
    return _MARKUP.search(text) is not None
