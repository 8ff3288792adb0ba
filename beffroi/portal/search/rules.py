"""What somebody typed, as the index is asked: words, and one query for all of them."""

import re
from collections.abc import Iterable

from beffroi.portal.rules.search import plain

MOST_WORDS = 8
# PostgreSQL's configurations of `migrations/0001_initial.py`: without accents, then the language's own stems.
CONFIGURATIONS = {"fr": "beffroi_fr", "nl": "beffroi_nl", "de": "beffroi_de", "en": "beffroi_en"}
_WORD = re.compile(r"[^\W_]+")


def words(text: str, *, at_most: int = MOST_WORDS) -> list[str]:
    """Lower case, without accents, each once, in order, of at most forty letters."""
    return list(dict.fromkeys(word[:40] for word in _WORD.findall(plain(text))))[:at_most]


def all_of(words: list[str]) -> str:
    """A tsquery: every word, or one that begins with it. Words hold letters and digits only, so nothing is quoted."""
    return " & ".join(f"{word}:*" for word in words)


def is_like_a_code(text: str) -> bool:
    """Codes hold a digit; then the lists of codes answer first."""
    return any(c.isdigit() for c in text)


def holds(code: str, labels: Iterable[str], words: list[str]) -> bool:
    """A code that has every word typed, in itself or in one of its labels."""
    text = plain(" ".join((code, *labels)))
    return all(word in text for word in words)
