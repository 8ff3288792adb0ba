"""All lists, in their order, with what stands in each today."""

from collections.abc import Sequence
from dataclasses import dataclass

from beffroi.apps.code_lists.models import CodeList
from beffroi.apps.code_lists.rules.text import words


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`lists`: those that match; `owners`: (key, names, how many lists) of all."""

    lists: tuple[CodeList, ...]
    owners: tuple[tuple[str, dict[str, str], int], ...]
    total: int


def published_lists() -> Sequence[CodeList]:
    return list(CodeList.objects.select_related("current_version").exclude(current_version=None))


def catalogue(*, text: str = "", owner: str = "") -> Catalogue:
    """`text`: words that must all stand in the key, the annex number or a title, in any language."""
    lists = published_lists()
    owners: dict[str, tuple[dict[str, str], int]] = {}
    for each in lists:
        owners[each.owner] = (each.owner_name, owners.get(each.owner, ({}, 0))[1] + 1)
    typed = words(text)
    found = tuple(
        each for each in lists if (not owner or each.owner == owner) and all(word in each.search_text for word in typed)
    )
    return Catalogue(found, tuple((key, *known) for key, known in owners.items()), len(lists))
