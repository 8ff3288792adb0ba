"""What a catalogue must hold: everything asked for, the same placeholders, and each language's typography."""

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Message

from beffroi.kernel.messages.catalogues import LANGUAGES, SOURCE_LANGUAGE, Catalogues, messages, strings
from beffroi.kernel.messages.sources import Found, Key

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
_TAG = re.compile(r"<(/?[a-z][a-z0-9]*)\b[^>]*>")
_NOT_PROSE = re.compile(r"<[^>]*>|https?://\S+|%\(\w+\)[a-z]|\{\w*\}")
_ENTITY = re.compile(r"&(?!nbsp;)#?\w+;")
_NO_BREAK = "\u00a0\u202f"
_FRENCH = (
    (
        re.compile(rf"(?:^|[^{_NO_BREAK}\s?!])[;?!»]|(?:^|[^{_NO_BREAK}\s]):(?=\s|$)"),
        "no no-break space before : ; ? ! »",
    ),
    (re.compile(r"[ \t\n][:;?!»](?=\s|$|[^\w)])"), "an ordinary space before : ; ? ! »"),
    (re.compile(rf"«[^{_NO_BREAK}]"), "no no-break space after «"),
    (re.compile(r"\d ?%%?(?=\s|[.,;)]|$)"), "no no-break space before %"),
)
_STRAIGHT_QUOTE = re.compile(r'"')
_DOUBLE_SPACE = re.compile(r"[^\S\n]{2,}")


def problems(catalogues: Catalogues, found: Found) -> Iterator[str]:
    """One sentence for each fault, `language: “id”: what`. Nothing when all is well."""
    yield from (f"sources: {sentence}" for sentence in found.unreadable)
    for language in LANGUAGES:
        known = messages(catalogues.read(language))
        for key in sorted(found.wanted.keys() - known.keys()):
            yield f"{language}: {_name(key)}: not in the catalogue; run ./dev messages"
        for key in sorted(known.keys() - found.wanted.keys()):
            yield f"{language}: {_name(key)}: no source asks for it; run ./dev messages"
        for key in sorted(known.keys() & found.wanted.keys()):
            yield from (f"{language}: {_name(key)}: {what}" for what in faults(language, known[key]))


def faults(language: str, message: Message) -> Iterator[str]:
    forms = strings(message)
    if not all(forms):
        yield "not translated"
        return
    if message.fuzzy:
        yield "marked fuzzy"
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    for number, text in enumerate(forms):
        yield from _against_source(ids, number, text)
        if language != SOURCE_LANGUAGE:
            yield from typography(language, text)


def _against_source(ids: list[str], number: int, text: str) -> Iterator[str]:
    """A singular may write its number as a word: it needs no more placeholders than its source, in any of its forms."""
    id = ids[min(number, len(ids) - 1)]
    asked, given = set(_PLACEHOLDER.findall(id)), set(_PLACEHOLDER.findall(text))
    allowed = set(_PLACEHOLDER.findall(" ".join(ids)))
    if not given <= allowed or (number == len(ids) - 1 and given != asked):
        yield f"placeholders {sorted(given)} instead of {sorted(asked)}"
    if Counter(_TAG.findall(id)) != Counter(_TAG.findall(text)):
        yield "other HTML tags than the source"
    if _ends(id) != _ends(text):
        yield "other spaces at its ends than the source"


def typography(language: str, text: str) -> Iterator[str]:
    if _DOUBLE_SPACE.search(text.strip("\n")):
        yield "two spaces in a row"
    prose = _ENTITY.sub("x", _NOT_PROSE.sub("x", text).replace("&nbsp;", "\u00a0"))
    if _STRAIGHT_QUOTE.search(prose):
        yield 'straight quotation marks "'
    if language == "fr":
        yield from (what for pattern, what in _FRENCH if pattern.search(prose))


def _name(key: Key) -> str:
    shown = key.id if len(key.id) <= 60 else f"{key.id[:57]}…"
    return f"“{shown}”" + (f" ({key.context})" if key.context else "")


def _ends(text: str) -> tuple[bool, bool]:
    """Whether ordinary white space begins and ends it; a French no-break space before “:” belongs to the word."""
    return text.startswith((" ", "\n")), text.endswith((" ", "\n"))
