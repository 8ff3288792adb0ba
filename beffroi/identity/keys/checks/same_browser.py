"""A sign-in goes on only in the browser that began it (EM-03, ASVS v5.0.0-6.6.2)."""

import hmac

from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def check(step: Step) -> Verdict:
    same = hmac.compare_digest(bytes(step.transaction.browser), step.browser)
    return PERMITTED if same else refused("other_browser")
