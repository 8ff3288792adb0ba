"""The answer of a permission: yes, or no with a reason that can be shown and logged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from beffroi.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is a short code noun (`other_organisation`); `facts` fill the sentence shown for it."""

    allowed: bool
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Raises `Refused` when the answer is no. Only this raises: a built but unraised refusal opens doors."""
        if not self.allowed:
            raise Refused(self.reason, facts=self.facts)


PERMITTED = Verdict(True)


def refused(reason: str, **facts: Any) -> Verdict:
    return Verdict(False, reason, facts)


def all_of(*verdicts: Verdict) -> Verdict:
    """The first refusal, else permitted."""
    return next((verdict for verdict in verdicts if not verdict), PERMITTED)
