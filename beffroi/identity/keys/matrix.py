"""Which check guards which page of a sign-in, in order. Reading this is reading the protocol."""

from collections.abc import Callable

from beffroi.identity.keys.checks import (
    key_accepted,
    key_installed,
    key_strong_enough,
    key_usable,
    not_answered,
    not_expired,
    password_passed,
    same_browser,
)
from beffroi.identity.keys.step import Step
from beffroi.kernel.verdict import PERMITTED, Verdict

Check = Callable[[Step], Verdict]

CHOICE: tuple[Check, ...] = (same_browser.check, not_answered.check, not_expired.check)
PASSWORD: tuple[Check, ...] = (*CHOICE, key_installed.check, key_strong_enough.check, key_accepted.check)
CODE: tuple[Check, ...] = (*PASSWORD, password_passed.check, key_usable.check)

EID = PASSWORD  # the card is its own second factor: no page comes between the choice and it

MATRIX: dict[str, tuple[Check, ...]] = {"choice": CHOICE, "password": PASSWORD, "code": CODE, "eid": EID}


def verdict_of(page: str, step: Step) -> Verdict:
    """The first refusal, else permitted. A page without a row raises `KeyError`: nothing is open by oversight."""
    return next((verdict for check in MATRIX[page] if not (verdict := check(step))), PERMITTED)
