"""Only a key this release can use."""

from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def check(step: Step) -> Verdict:
    return PERMITTED if step.kind is not None and step.kind.is_installed else refused("key_not_installed")
