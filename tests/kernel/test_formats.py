from datetime import date

import pytest
from django.utils import formats, translation


@pytest.mark.parametrize(
    ("language", "written"), [("fr", "24/11/2026"), ("nl", "24/11/2026"), ("de", "24.11.2026"), ("en", "24/11/2026")]
)
def test_dates_are_written_as_in_belgium(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(date(2026, 11, 24), "SHORT_DATE_FORMAT") == written
        assert formats.date_format(date(2026, 11, 24)) == written


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_figures_are_written_as_in_belgium(language: str) -> None:
    with translation.override(language):
        assert formats.number_format(1314.2, 2, use_l10n=True, force_grouping=True) == "1.314,20"
