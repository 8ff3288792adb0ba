"""Half an hour after the service's request, the sign-in is begun anew."""

from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def check(step: Step) -> Verdict:
    return PERMITTED if step.transaction.expires_at > step.now else refused("expired")
