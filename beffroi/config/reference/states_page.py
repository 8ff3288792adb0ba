"""Each state machine as its table and its drawing, both from the same rows."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from beffroi.config.reference.pages import page, table
from beffroi.kernel.states import Transitions


def machines() -> dict[str, Transitions]:
    """`application.NAME` → its table, from every `states.py`."""
    found: dict[str, Transitions] = {}
    for config in sorted(apps.get_app_configs(), key=lambda each: each.name):
        module = f"{config.name}.states"
        if config.name.startswith("beffroi.") and config.name != "beffroi.kernel" and find_spec(module):
            for name, value in sorted(vars(import_module(module)).items()):
                if isinstance(value, Transitions):
                    found[f"{config.label}.{name.lower()}"] = value
    return found


def drawing(machine: Transitions) -> str:
    left = {row.source for row in machine.rows}
    lines = [
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {machine.initial}",
        *(f"    {row.source} --> {row.target}: {row.verb}" for row in machine.rows),
        *(f"    {state} --> [*]" for state in machine.states if state not in left),
        "```",
    ]
    return "\n".join(lines)


def states_page() -> str:
    parts = []
    for name, machine in machines().items():
        rows = [(row.source, row.verb, row.target) for row in machine.rows]
        parts += [f"## {name}", table(("from", "verb", "to"), rows), drawing(machine)]
    return page(
        "States",
        "What is not in a table cannot happen: the action refuses with “not in this state” (409).",
        *parts,
    )
