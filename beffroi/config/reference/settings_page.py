"""Every variable of the environment, as `settings.py` declares it when nothing is set."""

import base64
import os
import runpy
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

from beffroi.config.reference.pages import page, table
from beffroi.kernel.env import Declared, Environment

SETTINGS = Path(__file__).parents[1] / "settings.py"

ROOT = SETTINGS.parents[2]


def declared() -> dict[str, Declared]:
    """With an empty environment: defaults, not this machine's values. The optional second sealing key is named too."""
    key = base64.b64encode(b"0" * 32).decode()
    with mock.patch.dict(os.environ, {"BEFFROI_SEAL_KEY_2": key}, clear=True):
        read = runpy.run_path(str(SETTINGS))
    environment: Environment = read["env"]
    return environment.declared


def settings_page() -> str:
    declared_ones = sorted(declared().values(), key=lambda each: each.name)
    return page(
        "Settings",
        "Configuration comes from the environment only. A malformed value stops the process with a sentence that"
        " names the variable. Secrets show no default here: without them, the demonstration makes its own once, and"
        " production refuses to start (`beffroi check-production` says each reason).",
        _table((each.name, each.kind, "" if each.is_secret else each.default, each.help) for each in declared_ones),
    )


def _table(rows: Iterable[tuple[str, str, str, str]]) -> str:
    cells = [
        (f"`{name}`", kind, f"`{_from_here(default)}`" if default else "", help) for name, kind, default, help in rows
    ]
    return table(("variable", "takes", "default", "what for"), cells)


def _from_here(default: str) -> str:
    """A path as seen from the repository, so that the page is the same on every machine."""
    return default.replace(f"{ROOT}/", "").replace(f"{ROOT.parent}/", "../")
