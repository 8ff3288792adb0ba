"""Texts as they are searched, and codes as they stand in an address."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

REPLACEMENT = "\ufffd"  # what a decoder leaves where it could not read: the label is damaged at its source

_LETTERS = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "’": "'", "\u00a0": " "})
_ESCAPED = re.compile(r"((?:~[0-9A-F]{2})+)")
_WORD = re.compile(r"[^\s,;()«»\"“”]+")


def folded(text: str) -> str:
    """Lower case without accents, the same for stored labels and typed words: « Écaussinnes » is `ecaussinnes`."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", decomposed) if not unicodedata.combining(c))
    return " ".join(bare.split())


def words(text: str, *, at_most: int = 8) -> list[str]:
    """The folded words of what somebody typed, each once, in order."""
    return list(dict.fromkeys(_WORD.findall(folded(text))))[:at_most]


def list_search_text(key: str, annex: int | None, *texts: Mapping[str, str]) -> str:
    """By which a list is found: its key, its number among the annexes, its titles and descriptions."""
    number = f"annexe bijlage anlage {annex}" if annex else ""
    return folded(" ".join((key, number, *(text for by_language in texts for text in by_language.values()))))


def path_of(code: str) -> str:
    """A code as one path segment: `AOAT001/001` is `AOAT001~2F001`. Browsers resolve `.` and `/` even when escaped by %."""
    if code.isalnum() and code.isascii():
        return code  # most are, and quoting costs more than the rest of a line
    escaped = quote(code, safe="").replace("~", "%7E").replace("%", "~")
    return escaped.replace(".", "~2E") if not escaped.strip(".") else escaped


def code_in(path: str) -> str:
    """The inverse of `path_of`; a code typed as it is stands for itself."""

    def decoded(match: re.Match[str]) -> str:
        try:
            text = bytes.fromhex(match[1].replace("~", "")).decode()
        except UnicodeDecodeError:
            return match[1]
        return match[1] if "\0" in text else text  # which no code holds and no database takes

    return _ESCAPED.sub(decoded, path)
