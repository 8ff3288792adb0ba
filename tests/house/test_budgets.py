"""Every budget has its reason and its measure, and a broken one is seen."""

import pytest

from benchmarks import __main__ as runner
from benchmarks.figures import Figure, budgets, judged


def test_every_budget_has_a_reason_and_a_subject() -> None:
    known = budgets()
    assert known
    assert [name for name, row in known.items() if len(row.get("why", "")) < 10] == []
    assert {name.split(".")[0] for name in known} <= set(runner.subjects())


@pytest.mark.parametrize(
    ("better", "value", "is_kept"), [("lower", 6, True), ("lower", 7, False), ("higher", 6, True), ("higher", 5, False)]
)
def test_a_figure_knows_its_good_side(better: str, value: float, is_kept: bool) -> None:
    figure = Figure("a.b", value, "x", 6, better)  # type: ignore[arg-type]  # each row is one of the two words
    assert figure.is_kept is is_kept
    assert ("kept" in figure.as_line()) is is_kept


def test_the_file_decides_before_the_benchmark() -> None:
    (figure,) = judged([Figure("a.b", 7, "x", 100)], {"a.b": {"budget": 6}})
    assert not figure.is_kept


def test_a_budget_that_nobody_measures_is_broken() -> None:
    known = {"a.b": {"budget": 6}, "a.c": {"budget": 6}, "z.c": {"budget": 6}}
    assert runner.unmeasured("a", [Figure("a.b", 1, "x")], known) == ["a.c"]


def test_the_runner_fails_when_a_budget_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "budgets", dict)
    monkeypatch.setattr(runner, "measure", lambda subject: [Figure("a.b", 7, "x", 6)])
    assert runner.run(["a"], as_json=True) == 1
    monkeypatch.setattr(runner, "measure", lambda subject: [Figure("a.b", 6, "x", 6)])
    assert runner.run(["a"], as_json=False) == 0
    assert runner.main(["never-heard-of"]) == 2
