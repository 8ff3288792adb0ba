"""The recurring dates of the law, as data (`data/deadlines.yaml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from beffroi.kernel.localized import Localized
from beffroi.portal.calendar.rules import Rule, rule_of

DATA = Path(__file__).with_name("data") / "deadlines.yaml"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`article`: of which act, empty where the source names none. `source`: an address."""

    code: str
    rule: Rule
    must_act: bool
    title: Localized
    text: Localized
    article: Localized
    source: str


@cache
def deadlines() -> tuple[Deadline, ...]:
    """They belong to the program, so they are read once a process."""
    return tuple(
        Deadline(
            code=entry["code"],
            rule=rule_of(entry["rule"]),
            must_act=entry["must_act"],
            title=Localized(entry["title"]),
            text=Localized(entry["text"]),
            article=Localized(entry["article"]),
            source=entry["source"],
        )
        for entry in yaml.safe_load(DATA.read_text(encoding="utf-8"))
    )
