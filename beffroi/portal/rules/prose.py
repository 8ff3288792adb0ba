"""Texts kept as data: paragraphs separated by an empty line, lists of lines that begin with "- ", links `[word](url)`.

Nothing else is understood, so nothing else can be injected; a link leads to https, to a page of this site (`page:about`),
to a topic of the help centre (`help:sign-out`) or to the sign-in service (`identity:`, `identity:keys/`).
"""

import re
from dataclasses import dataclass

_LINK = re.compile(r"\[([^\]\n]+)\]\((https://[^\s)]+|page:[a-z-]+|help:[a-z-]+|identity:[a-z/-]*)\)")


@dataclass(frozen=True, slots=True)
class Span:
    """`target`: an https address, `page:<code>`, `help:<topic>`, `identity:<path>`, or empty for plain text."""

    text: str
    target: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """("page", "about"); ("", address) for an address."""
        kind, _, code = self.target.partition(":")
        return (kind, code) if kind in {"page", "help", "identity"} else ("", self.target)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph has one line of spans, a list one per item."""

    is_list: bool
    lines: tuple[tuple[Span, ...], ...]


def blocks(text: str) -> list[Block]:
    return [_block(part.strip()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def _block(part: str) -> Block:
    lines = [line.strip() for line in part.splitlines()]
    if not lines[0].startswith("- "):
        return Block(False, (_spans(" ".join(lines)),))
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line[2:])
        else:
            items[-1] = f"{items[-1]} {line}"
    return Block(True, tuple(_spans(item) for item in items))


def _spans(line: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    end = 0
    for found in _LINK.finditer(line):
        if found.start() > end:
            spans.append(Span(line[end : found.start()]))
        spans.append(Span(found[1], found[2]))
        end = found.end()
    if end < len(line):
        spans.append(Span(line[end:]))
    return tuple(spans)
