"""The contracts of pyproject.toml refuse what they must: a small street, with one wall broken at a time."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

FLOORS = ("config", "desk", "portal", "identity", "apps", "law", "ui", "partners", "kernel")
STREET = ("access", "code_lists", "welfare", "mailbox")
BREACHES = {
    "floors": ("beffroi/kernel/clock.py", "import beffroi.ui"),
    "identity": ("beffroi/identity/pages.py", "import beffroi.apps.access.public"),
    "street": ("beffroi/apps/access/actions.py", "import beffroi.apps.welfare.public"),
    "doors": ("beffroi/portal/pages.py", "import beffroi.apps.access.models"),
    "rooms": ("beffroi/apps/access/models.py", "import beffroi.apps.access.views"),
    "pure": ("beffroi/apps/access/rules.py", "import django"),
}


def build(root: Path) -> None:
    """The floors and four houses, each module empty."""
    packages = ["", *FLOORS, *(f"apps/{house}" for house in STREET)]
    for package in packages:
        folder = root / "beffroi" / package
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    for house in STREET:
        for room in ("public", "models", "views", "actions", "rules", "states"):
            (root / "beffroi/apps" / house / f"{room}.py").touch()
    text = (ROOT / "pyproject.toml").read_text()
    (root / "pyproject.toml").write_text(text[text.index("[tool.importlinter]") :])


def broken(root: Path) -> set[str]:
    """The ids of the contracts that are broken in the tree at `root`."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    contracts = dict(re.findall(r'id = "(\w+)"\nname = "([^"]+)"', (root / "pyproject.toml").read_text()))
    states = {id: re.search(rf"{re.escape(name)} (KEPT|BROKEN)", done.stdout) for id, name in contracts.items()}
    assert all(states.values()), done.stdout + done.stderr
    return {id for id, state in states.items() if state and state[1] == "BROKEN"}


def test_the_empty_street_keeps_every_contract(tmp_path: Path) -> None:
    build(tmp_path)
    assert broken(tmp_path) == set()


def test_every_contract_has_a_breach_here() -> None:
    ids = set(re.findall(r'^id = "(\w+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE))
    assert ids == set(BREACHES)


@pytest.mark.parametrize("contract", BREACHES)
def test_the_contract_refuses(contract: str, tmp_path: Path) -> None:
    build(tmp_path)
    path, line = BREACHES[contract]
    (tmp_path / path).write_text(f"{line}\n")
    assert contract in broken(tmp_path)


def test_a_drawer_is_refused(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "beffroi/apps/access/utils.py").touch()
    assert broken(tmp_path) == {"rooms"}
