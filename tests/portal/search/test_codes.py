"""Codes among the results: a place's name leads to its code, and is not taken for a mistyped word of a page."""

import pytest

from beffroi.apps.code_lists.actions import load_reference_lists
from beffroi.kernel.actor import system_actor
from beffroi.portal.search.queries import find


@pytest.fixture
def lists(indexed: None) -> None:
    load_reference_lists(by=system_actor("tests"))


def test_place_is_found_by_its_name_and_its_number(lists: None) -> None:
    from django.utils.translation import override

    with override("fr"):
        by_name, by_number = find("Namur", "fr"), find("92094", "fr")
    codes = next(group for group in by_name.groups if group.kind == "code")
    assert any(hit.url == "/fr/code-lists/nis-municipalities/codes/92094/" for hit in codes.hits)
    assert codes.more_url == "/fr/code-lists/?q=Namur"
    assert by_name.corrected == ""
    assert by_number.groups[0].kind == "code"
