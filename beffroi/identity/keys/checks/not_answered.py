"""After a success, the Back button and old tabs lead nowhere: one request, one answer."""

from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def check(step: Step) -> Verdict:
    if step.transaction.finished_at is not None:
        return refused("already_answered")
    return PERMITTED if step.transaction.authenticated_at is None else refused("authenticated")
