"""The permission table as a page: person × state × verb."""

from beffroi.config.reference.pages import page, table
from beffroi.config.reference.permission_table import SECTIONS, Section


def permissions_page() -> str:
    parts = [part for section in SECTIONS for part in (f"## {section.title}", section.note, _table(section))]
    return page(
        "Permissions",
        "Asked of the code itself: `yes`, or the reason of the refusal as the log has it."
        " What is not permitted here is refused by the action, whatever a page shows.",
        *parts,
    )


def _table(section: Section) -> str:
    has_states = len(section.states) > 1
    heads = ["verb", *(["state"] if has_states else []), *section.persons]
    rows = [[verb, *([state] if has_states else []), *answers] for verb, state, answers in section.rows()]
    return table(heads, rows)
