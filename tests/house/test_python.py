"""Every Python file keeps the rules, and every rule can refuse."""

import pytest

from tests.house.python_rules import RULES, size
from tests.house.source import Rule, Source, python

P90 = 20  # lines


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_repository_keeps(rule: Rule) -> None:
    assert rule.judge(python()) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_can_refuse_and_can_pass(rule: Rule) -> None:
    assert rule.judge((Source(*rule.bad),)) != []
    assert rule.judge((Source(*rule.good),)) == []


def ninth_decile(sources: tuple[Source, ...]) -> int:
    sizes = sorted(size(function) for source in sources for function in source.functions)
    return sizes[int(len(sizes) * 0.9)]


def test_nine_functions_in_ten_are_short() -> None:
    assert ninth_decile(tuple(source for source in python() if source.path.startswith("beffroi/"))) <= P90


def test_the_ninth_decile_can_be_too_long() -> None:
    assert ninth_decile((Source("a.py", "def f():\n" + "    x = 1\n" * 21),)) > P90
