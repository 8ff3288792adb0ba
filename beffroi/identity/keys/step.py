"""Where a person stands in a sign-in: what each check looks at."""

from dataclasses import dataclass
from datetime import datetime

from beffroi.identity.keys.catalogue import KeyKind
from beffroi.identity.models import Transaction


@dataclass(frozen=True, slots=True)
class Step:
    """Built once a request. `browser`: hash of this browser's secret, empty bytes without one."""

    transaction: Transaction
    browser: bytes
    kind: KeyKind | None
    now: datetime
