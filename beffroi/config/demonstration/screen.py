"""Who can be tried, as `./dev demo` prints it."""

from collections.abc import Iterable

from beffroi.config.demonstration.data import Person, the_set

_KEY_WORDS = {"email_code": "e-mail", "mobile_app": "app", "token_card": "token"}


def persons_for_screen() -> list[str]:
    """Lines of a table: user name, keys, then for each organisation the duties and the applications open."""
    demonstration = the_set()
    rows = [("user name", "keys", "who, where, and what may be opened")]
    for person in demonstration.persons:
        first, *others = list(_places(person)) or [f"{person.name}: recognised, but without an account here"]
        rows.append((person.user_name, ", ".join(_KEY_WORDS[key] for key in person.keys), first))
        rows.extend(("", "", other) for other in others)
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}".rstrip() for row in rows]
    return [f"Password of everybody: {demonstration.password}", "", *lines]


def _places(person: Person) -> Iterable[str]:
    demonstration = the_set()
    for work in person.works:
        duties = ", ".join(function.replace("_", " ") for function in work.functions)
        opens = ", ".join(
            right.application + ("" if right.until_on is None else f" (until {right.until_on:%d/%m/%Y})")
            for right in work.rights
        )
        yield f"{person.name}, {duties}, {demonstration.organisation(work.at)['name']['en']}: {opens}"
