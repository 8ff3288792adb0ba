"""The key reaches the level the service asks (EM-05, SU-01)."""

from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def check(step: Step) -> Verdict:
    strong = step.kind is not None and step.kind.level >= step.transaction.min_level
    return PERMITTED if strong else refused("level_too_low")
