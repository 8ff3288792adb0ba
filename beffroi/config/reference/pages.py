"""Each page of the reference, and how its tables are written."""

from collections.abc import Callable, Iterable, Sequence

from django.utils import translation

NOTICE = "<!-- Written by ./dev docs. Change the code, not this page. -->"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(title: str, *parts: str) -> str:
    return "\n\n".join([NOTICE, f"# {title}", *(part.strip() for part in parts if part.strip())]) + "\n"


def rendered() -> dict[str, str]:
    """File name → text, in English, the same on every machine."""
    from beffroi.config.reference.commands_page import commands_page
    from beffroi.config.reference.http_page import http_page
    from beffroi.config.reference.permissions_page import permissions_page
    from beffroi.config.reference.settings_page import settings_page
    from beffroi.config.reference.states_page import states_page

    makers: dict[str, Callable[[], str]] = {
        "settings.md": settings_page,
        "permissions.md": permissions_page,
        "states.md": states_page,
        "http-api.md": http_page,
        "command-line.md": commands_page,
    }
    with translation.override("en"):
        return {name: make() for name, make in makers.items()}
