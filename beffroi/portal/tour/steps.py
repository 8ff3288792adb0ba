"""The steps of the tour, read once from `data/tour.yaml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from beffroi.kernel.localized import Localized

_FILE = Path(__file__).parent / "data" / "tour.yaml"


@dataclass(frozen=True, slots=True)
class Way:
    """A deep link. `to`: a name of `places`."""

    to: str
    label: Localized


@dataclass(frozen=True, slots=True)
class TourStep:
    """`number` counts from 1. `minutes`: how long it takes, with a look at what it links to."""

    number: int
    code: str
    minutes: int
    icon: str
    title: Localized
    body: Localized
    ways: tuple[Way, ...]


@cache
def all_steps() -> tuple[TourStep, ...]:
    with _FILE.open(encoding="utf-8") as file:
        given = yaml.safe_load(file)["steps"]
    return tuple(
        TourStep(
            number=number,
            code=step["code"],
            minutes=step["minutes"],
            icon=step["icon"],
            title=Localized(step["title"]),
            body=Localized(step["body"]),
            ways=tuple(Way(way["to"], Localized(way["label"])) for way in step["links"]),
        )
        for number, step in enumerate(given, start=1)
    )


def step_called(code: str) -> TourStep | None:
    return next((step for step in all_steps() if step.code == code), None)
