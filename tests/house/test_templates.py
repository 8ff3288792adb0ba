"""Every template keeps the rules, and every rule can refuse."""

import pytest

from tests.house.source import Rule, Source, templates
from tests.house.template_rules import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_repository_keeps(rule: Rule) -> None:
    assert rule.judge(templates()) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_can_refuse_and_can_pass(rule: Rule) -> None:
    assert rule.judge((Source(*rule.bad),)) != []
    assert rule.judge((Source(*rule.good),)) == []
