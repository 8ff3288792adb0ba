"""No code is asked, and none is taken, before the right password for this very key."""

from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def check(step: Step) -> Verdict:
    under_way = step.transaction
    passed = under_way.password_passed_at is not None and under_way.held_key is not None
    same_key = step.kind is not None and under_way.key == step.kind.code
    return PERMITTED if passed and same_key else refused("password_first")
