"""Finding an application by words of its name or description, in any language, accents and case aside."""

import unicodedata
from collections.abc import Mapping
from typing import Protocol


class Described(Protocol):
    @property
    def name(self) -> Mapping[str, str]: ...
    @property
    def description(self) -> Mapping[str, str]: ...


def plain(text: str) -> str:
    """Lower case, without accents, hyphens as spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(" " if c in "-'’" else c for c in decomposed if not unicodedata.combining(c))


def matches(described: Described, query: str) -> bool:
    """Every word of `query` begins or stands within some text; an empty query matches all."""
    words = plain(query).split()
    if not words:
        return True
    texts = plain(" ".join((*described.name.values(), *described.description.values())))
    joined = texts.replace(" ", "")
    return all(word in texts or word in joined for word in words)
