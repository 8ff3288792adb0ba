"""What a benchmark hands over: a number, its unit, and the budget it must keep."""

import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

BUDGETS = Path(__file__).with_name("budgets.toml")


@dataclass(frozen=True, slots=True)
class Figure:
    """`name`: `subject.what`, as in budgets.toml, whose budget counts before the one given here.

    `budget` None: shown, never broken. `better`: which side of the budget is the good one.
    """

    name: str
    value: float
    unit: str
    budget: float | None = None
    better: Literal["lower", "higher"] = "lower"

    @property
    def is_kept(self) -> bool:
        if self.budget is None:
            return True
        return self.value <= self.budget if self.better == "lower" else self.value >= self.budget

    def as_line(self) -> str:
        sign = "≤" if self.better == "lower" else "≥"
        budget = (
            "no budget" if self.budget is None else f"{sign} {self.budget:g} {'kept' if self.is_kept else 'BROKEN'}"
        )
        return f"{self.name:<44} {self.value:>10.4g} {self.unit:<14} {budget}"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "is_kept": self.is_kept}


def budgets(path: Path = BUDGETS) -> dict[str, dict[str, Any]]:
    """`{name: {"budget": 6, "better": "lower", "why": "…"}}`."""
    return tomllib.loads(path.read_text())


def judged(figures: list[Figure], known: dict[str, dict[str, Any]]) -> list[Figure]:
    """The figures with the budgets of the file."""
    return [
        replace(figure, budget=row["budget"], better=row.get("better", figure.better))
        if (row := known.get(figure.name))
        else figure
        for figure in figures
    ]
