"""A key locked or ended since the password was typed opens nothing (TC-05, RL-02)."""

from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def check(step: Step) -> Verdict:
    key = step.transaction.held_key
    usable = key is not None and key.state in ({"active", "pending"} if key.kind == "token_card" else {"active"})
    return PERMITTED if usable else refused("key_locked")
