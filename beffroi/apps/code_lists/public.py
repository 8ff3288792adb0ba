"""The front door for other applications: codes as plain values, on a day.

Every function reads the list's current version. An unknown list is a mistake of the caller: `KeyError`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from beffroi.apps.code_lists.models import CodeList
from beffroi.apps.code_lists.queries.codes import answer
from beffroi.apps.code_lists.queries.search import Question
from beffroi.apps.code_lists.queries.search import search as _search
from beffroi.apps.code_lists.rules.entries import Entry, Status
from beffroi.apps.code_lists.rules.text import path_of
from beffroi.kernel.errors import NotVisible
from beffroi.kernel.localized import Localized, Text

MUNICIPALITIES = "nis-municipalities"
COUNTRIES = "countries"
QUALITY_CODES = "bcss-quality-codes"


@dataclass(frozen=True, slots=True)
class FoundCode:
    """`valid_until` is exclusive. `status` says whether the code is valid on the day asked, and if not, why."""

    code_list: str
    code: str
    variant: str
    status: Status
    labels: Localized
    parent: str
    valid_from: date | None
    valid_until: date | None
    replaced_by: tuple[str, ...]

    def label(self, language: str) -> Text:
        """In another language only marked as such (`is_missing`)."""
        return self.labels.in_language(language)


def find_code(code_list: str, code: str, on: date, *, variant: str | None = None) -> FoundCode | None:
    """The code on that day: valid, or the line that was (or will be) nearest, with its status. None: never existed.

    `variant`: the sector of a quality code, the locality of a postcode; without it, the first.
    """
    found = CodeList.objects.select_related("current_version").filter(key=code_list).first()
    if found is None:
        raise KeyError(code_list)
    if found.current_version is None:
        return None
    try:
        said = answer(found.current_version, code, on)
    except NotVisible:
        return None
    lines = [line for line in said.entries if variant is None or line.variant == variant]
    return _found(code_list, lines[0], said.status) if lines else None


def label(code_list: str, code: str, on: date, language: str, *, variant: str | None = None) -> Text | None:
    found = find_code(code_list, code, on, variant=variant)
    return found.label(language) if found else None


def municipality_on(nis: str, on: date) -> FoundCode | None:
    """The municipality that this NIS code is on `on`; where it merged before, the one it became part of."""
    found = find_code(MUNICIPALITIES, nis, on)
    for _ in range(5):  # mergers of mergers; bounded so that wrong data cannot hold a request
        if found is None or found.status != "replaced" or len(found.replaced_by) != 1:
            break
        found = find_code(MUNICIPALITIES, found.replaced_by[0], on)
    return found


def search(text: str, language: str, on: date, *, code_list: str = "", limit: int = 20) -> Sequence[FoundCode]:
    """What is valid on that day and matches, best first; with a mistyped word, what is nearest."""
    version_id = None
    if code_list:
        version_id = CodeList.objects.values_list("current_version_id", flat=True).filter(key=code_list).first()
        if version_id is None:
            return []
    result = _search(Question(on=on, text=text, version_id=version_id, language=language, page_size=limit))
    return [_found(hit.list_key, hit.entry, "valid") for hit in result.hits if hit.is_valid]


def title_of(code_list: str) -> Localized | None:
    """The list's own name; None for an unknown list. One statement."""
    title = CodeList.objects.filter(key=code_list).values_list("title", flat=True).first()
    return Localized(title) if title else None


def list_address(code_list: str) -> str:
    """The list's page, in the reader's language; so too the others."""
    return reverse("code_lists:list", args=[code_list])


def code_address(code_list: str, code: str) -> str:
    return reverse("code_lists:code", args=[code_list, path_of(code)])


def search_address(text: str) -> str:
    return f"{reverse('code_lists:home')}?{urlencode({'q': text})}"


def _found(code_list: str, line: Entry, status: Status) -> FoundCode:
    return FoundCode(
        code_list,
        line.code,
        line.variant,
        status,
        Localized(line.labels),
        line.parent,
        line.valid_from,
        line.valid_until,
        line.replaced_by,
    )
