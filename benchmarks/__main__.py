"""`python -m benchmarks [subject …] [--json]`: one line or JSON object per figure; exit 1 when a budget is broken."""

import importlib
import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, budgets, judged

HERE = Path(__file__).parent


def subjects() -> list[str]:
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def measure(subject: str) -> list[Figure]:
    module = importlib.import_module(f"benchmarks.bench_{subject}")
    function: Callable[[], list[Figure]] = module.measure
    return function()


def unmeasured(subject: str, figures: list[Figure], known: dict[str, Any]) -> list[str]:
    """Budgets of the subject that no figure answers: a budget nobody measures is none."""
    return sorted({name for name in known if name.startswith(f"{subject}.")} - {figure.name for figure in figures})


def run(chosen: list[str], *, as_json: bool) -> int:
    """0: every budget kept; 1: one broken, or a subject could not be measured."""
    known, broken = budgets(), []
    for subject in chosen:
        try:
            figures = judged(measure(subject), known)
        except Exception:  # noqa: BLE001 - one subject's failure is reported and does not hide the others' figures
            traceback.print_exc()
            broken.append(subject)
            continue
        for figure in figures:
            print(json.dumps(figure.as_json()) if as_json else figure.as_line(), flush=True)
        broken += [figure.name for figure in figures if not figure.is_kept]
        broken += unmeasured(subject, figures, known)
    if broken:
        print(f"broken: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


def main(words: list[str]) -> int:
    chosen = [word for word in words if word != "--json"] or subjects()
    if unknown := sorted(set(chosen) - set(subjects())):
        print(f"No benchmark of {', '.join(unknown)}; there are: {', '.join(subjects())}.", file=sys.stderr)
        return 2
    return run(chosen, as_json="--json" in words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
