"""The pages of the help centre, written for this system as it is: `data/*.yaml`, four languages each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from beffroi.kernel.localized import LANGUAGES, Localized

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Topic:
    """One question with its answer. `keys`: the digital keys (`amr`) it speaks of. `see`: codes of related topics."""

    code: str
    title: Localized
    body: Localized
    keys: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    icon: str
    title: Localized
    topics: tuple[Topic, ...]


class HelpError(ValueError):
    """One sentence that says which topic of which file is wrong."""


@cache
def categories() -> tuple[Category, ...]:
    """In the order of the files. They belong to the program, so they are read once a process."""
    found = tuple(_category(path) for path in sorted(DATA.glob("*.yaml")))
    known = [topic.code for category in found for topic in category.topics]
    if doubled := {code for code in known if known.count(code) > 1}:
        raise HelpError(f"Help topics that stand twice: {', '.join(sorted(doubled))}.")
    if unknown := {code for category in found for topic in category.topics for code in topic.see} - set(known):
        raise HelpError(f"Help topics that are named and not written: {', '.join(sorted(unknown))}.")
    return found


@cache
def topics() -> Mapping[str, Topic]:
    return {topic.code: topic for category in categories() for topic in category.topics}


def category_of(topic: Topic) -> Category:
    return next(category for category in categories() if topic in category.topics)


def keys_not_installed() -> frozenset[str]:
    """Keys that nobody can sign in with here. A setting of each says whether its issuer is configured."""
    needed = {"eid": "EID_TRUST", "itsme": "ITSME_ISSUER"}
    return frozenset(key for key, setting in needed.items() if not getattr(settings, setting, ""))


def _category(path: Path) -> Category:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Category(
        code=content["code"],
        icon=content["icon"],
        title=_words(path, content, "title"),
        topics=tuple(_topics(path, content["topics"])),
    )


def _topics(path: Path, entries: list[dict[str, Any]]) -> Iterator[Topic]:
    for entry in entries:
        yield Topic(
            code=entry["code"],
            title=_words(path, entry, "title"),
            body=_words(path, entry, "body"),
            keys=tuple(entry.get("keys", ())),
            see=tuple(entry.get("see", ())),
        )


def _words(path: Path, entry: Mapping[str, Any], name: str) -> Localized:
    text = Localized({language: value.strip() for language, value in entry[name].items()})
    if text.missing_languages:
        raise HelpError(f"{path.name}, {entry['code']}: {name} is missing in {', '.join(text.missing_languages)}.")
    if unknown := set(text) - set(LANGUAGES):
        raise HelpError(f"{path.name}, {entry['code']}: {name} has unknown languages {sorted(unknown)}.")
    return text
