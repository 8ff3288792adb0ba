"""State machines are tables, verdicts are answers: neither does anything by being built."""

import pytest

from beffroi.kernel.actor import NOBODY, Actor, system_actor
from beffroi.kernel.errors import Conflict, Refused
from beffroi.kernel.states import Transitions
from beffroi.kernel.verdict import PERMITTED, all_of, refused

TABLE = Transitions([("draft", "submit", "submitted"), ("submitted", "publish", "published")], initial="draft")


def test_a_verb_leads_where_the_table_says() -> None:
    assert TABLE.after("draft", "submit") == "submitted"
    assert TABLE.allows("draft", "submit")
    assert TABLE.states == ("draft", "submitted", "published")


@pytest.mark.parametrize("pair", [("draft", "publish"), ("published", "submit"), ("gone", "submit")])
def test_a_pair_the_table_does_not_know_is_a_conflict(pair: tuple[str, str]) -> None:
    assert not TABLE.allows(*pair)
    with pytest.raises(Conflict, match="not_in_this_state"):
        TABLE.after(*pair)


def test_one_verb_from_one_state_leads_to_one_state() -> None:
    with pytest.raises(ValueError, match="one state"):
        Transitions([("a", "go", "b"), ("a", "go", "c")], initial="a")


def test_only_enforcing_a_refusal_raises() -> None:
    verdict = refused("other_organisation", role="publisher")
    assert not verdict
    with pytest.raises(Refused) as caught:
        verdict.enforce()
    assert (caught.value.reason, caught.value.facts) == ("other_organisation", {"role": "publisher"})
    PERMITTED.enforce()


def test_the_first_refusal_counts() -> None:
    assert all_of(PERMITTED, refused("a"), refused("b")).reason == "a"
    assert all_of(PERMITTED, PERMITTED)
    assert all_of()


def test_nobody_has_no_right_and_a_machine_is_named() -> None:
    assert not NOBODY.is_signed_in
    assert not NOBODY.has_right("code_lists")
    assert system_actor("worker").system == "worker"
    assert not system_actor("worker").is_signed_in


def test_a_right_is_held_with_its_role() -> None:
    actor = Actor(rights=frozenset({("code_lists", "publisher")}), functions=frozenset({"head"}), address="192.0.2.7")
    assert actor.has_right("code_lists")
    assert actor.has_right("code_lists", "publisher")
    assert not actor.has_right("code_lists", "approver")
    assert not actor.has_right("access")
    assert actor.has_function("head")
    assert "192.0.2.7" not in repr(actor)
