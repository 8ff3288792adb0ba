"""Who can be tried: as `./dev demo` prints it, and as the desk shows it."""

from collections.abc import Iterable
from textwrap import wrap
from typing import Any

from beffroi.config.demonstration.data import Person, Right, Work, the_set

_KEY_WORDS = {"email_code": "e-mail", "mobile_app": "app", "token_card": "token"}
_WIDTH = 96  # of the third column's end, so that a line fits a usual window


def persons_for_screen() -> list[str]:
    """Lines of a table: user name, keys, then for each organisation the duties and the applications open."""
    demonstration = the_set()
    rows = [("user name", "keys", "who, where: the applications he may open")]
    for person in demonstration.persons:
        keys = ", ".join(_KEY_WORDS[key] for key in person.keys)
        rows += zip((person.user_name, *[""] * 9), (keys, *[""] * 9), _told(person), strict=False)
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = [f"{row[0]:<{first}}  {row[1]:<{second}}  {row[2]}".rstrip() for row in rows]
    return [f"Password of everybody: {demonstration.password}", "", *lines]


def persons_for_desk() -> list[dict[str, Any]]:
    """JSON: user_name, name, password, keys, places (organisation in four languages, functions, applications)."""
    demonstration = the_set()
    return [
        {
            "user_name": person.user_name,
            "name": person.name,
            "password": demonstration.password,
            "keys": list(person.keys),
            "places": [_place(work) for work in person.works],
        }
        for person in demonstration.persons
    ]


def _place(work: Work) -> dict[str, Any]:
    return {
        "organisation": the_set().organisation(work.at)["name"],
        "functions": list(work.functions),
        "applications": [right.application for right in work.rights if right.until_on is None],
    }


def _told(person: Person) -> Iterable[str]:
    for sentence in _sentences(person):
        first, *others = wrap(sentence, _WIDTH - 43, break_on_hyphens=False)
        yield first
        yield from (f"  {line}" for line in others)


def _sentences(person: Person) -> Iterable[str]:
    if not person.works:
        yield f"{person.name}: recognised, but without an account here"
    for work in person.works:
        duties = ", ".join(function.replace("_", " ") for function in work.functions)
        where = the_set().organisation(work.at)["name"]["en"]
        yield f"{person.name}, {duties}, {where}: {', '.join(_opened(right) for right in work.rights)}"


def _opened(right: Right) -> str:
    return right.application + ("" if right.until_on is None else f" (until {right.until_on:%d/%m/%Y})")
