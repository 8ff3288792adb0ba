"""Dates are Belgian civil dates, instants UTC."""

from datetime import UTC, date, datetime

import pytest

from beffroi.kernel import clock


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),  # summer time: two hours ahead
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),  # winter time: one
    ],
)
def test_the_day_changes_at_midnight_in_belgium(instant: datetime, day: date) -> None:
    with clock.frozen(instant):
        assert (clock.now(), clock.today()) == (instant, day)


def test_time_goes_on_after_a_frozen_block() -> None:
    with clock.frozen(datetime(2000, 1, 1, tzinfo=UTC)):
        pass
    assert clock.now().year > 2000
    assert clock.now().utcoffset() is not None


def test_a_local_instant_does_not_freeze_the_clock() -> None:
    with pytest.raises(ValueError, match="aware"), clock.frozen(datetime(2026, 1, 1)):  # noqa: DTZ001 - the mistake itself
        pass
