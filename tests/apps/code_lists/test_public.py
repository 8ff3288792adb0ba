"""The front door for other applications gives plain values."""

from dataclasses import fields
from datetime import date

import pytest

from beffroi.apps.code_lists import public

pytestmark = pytest.mark.usefixtures("reference_lists")


def test_a_code_is_found_as_it_was_on_the_day() -> None:
    then = public.find_code("nis-municipalities", "44001", date(2018, 12, 31))
    now = public.find_code("nis-municipalities", "44001", date(2019, 1, 1))
    assert then is not None
    assert now is not None
    assert (then.status, now.status, now.replaced_by) == ("valid", "replaced", ("44084",))


def test_a_municipality_is_followed_through_its_merger() -> None:
    for day, code in ((date(2024, 12, 31), "11007"), (date(2025, 1, 1), "11002")):
        found = public.municipality_on("11007", day)
        assert found is not None
        assert (found.code, found.status) == (code, "valid")
    assert public.municipality_on("99999", date(2026, 1, 1)) is None


def test_a_quality_code_is_told_apart_by_its_sector() -> None:
    found = public.find_code(public.QUALITY_CODES, "002", date(2026, 1, 1), variant="17")
    assert found is not None
    assert found.label("de").value == "Eingliederungseinkommen"
    assert public.find_code(public.QUALITY_CODES, "002", date(2026, 1, 1), variant="999") is None


def test_a_label_says_when_it_is_in_another_language() -> None:
    label = public.label("nsso-30-error-codes", "460", date(2026, 1, 1), "de")
    assert label is not None
    assert (label.value, label.language, label.is_missing) == ("Déclaration tardive", "fr", True)


def test_a_search_gives_what_is_valid() -> None:
    found = public.search("luttich", "de", date(2026, 1, 1), code_list="nis-municipalities", limit=3)
    assert found[0].code == "62063"
    assert {field.name for field in fields(found[0])} >= {"code", "labels", "status"}
    assert public.search("luttich", "de", date(2026, 1, 1), code_list="no-such-list") == []


def test_an_unknown_list_is_the_callers_mistake() -> None:
    with pytest.raises(KeyError):
        public.find_code("no-such-list", "1", date(2026, 1, 1))
