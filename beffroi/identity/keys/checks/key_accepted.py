"""A service may take certain keys only, whatever their level (SU-04)."""

from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def check(step: Step) -> Verdict:
    accepted = step.transaction.allowed_keys
    if not accepted or (step.kind is not None and step.kind.code in accepted):
        return PERMITTED
    return refused("key_not_accepted")
