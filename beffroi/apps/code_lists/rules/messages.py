"""Which codes a pasted message may speak of: « ErrorID 209 », « code 00171-230 », « anomalie n° 460 »."""

import re
from collections.abc import Iterable

LONGEST = 20_000  # characters of a message that are read
MOST_CODES = 100

_RUN = re.compile(r"(?<![\w.,])[A-Z]{0,4}\d{1,6}(?![\w]|[.,]\d)", re.IGNORECASE)


def candidates(message: str) -> list[str]:
    """Every number-like word that could be a code, each once, in the order of the text.

    Dates, amounts, NISS and long references are no codes: they are masked first.
    """
    found = dict.fromkeys(match[0] for match in _RUN.finditer(_masked(message[:LONGEST])))
    return list(found)[:MOST_CODES]


_NOT_CODES = re.compile(
    r"\d{4}-\d{2}-\d{2}(T[\d:.]+Z?)?"  # 2026-11-24
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"  # 24/11/2026
    r"|\d{2}:\d{2}(:\d{2})?"  # 14:05
    r"|\d{2}\.\d{2}\.\d{2}[-\s]\d{3}[.\s]\d{2}"  # 85.07.30-033.28
    r"|\b\d{7,}\b"  # long references, NISS written together
    r"|\b\d{4}\.\d{3}\.\d{3}\b"  # enterprise number
)


def _masked(message: str) -> str:
    return _NOT_CODES.sub(" ", message)


def spellings(candidate: str, *, widths: Iterable[int] = (3,)) -> list[str]:
    """A code as it may stand in a list: as written, without its leading zeros, and filled to the list's width."""
    digits = candidate.lstrip("0") or "0"
    forms = [candidate, digits, *(digits.zfill(width) for width in widths if len(digits) <= width)]
    return list(dict.fromkeys(forms))
