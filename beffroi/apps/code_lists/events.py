"""What this application announces."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CodeListPublished:
    """A version of `code_list` (its key) is what everybody reads from `published_at` (UTC) on."""

    code_list: str
    version: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class CodeListWithdrawn:
    """`version` is no longer read; `current` is (empty: the list has no version any more)."""

    code_list: str
    version: str
    current: str
