"""RL-01, RL-02, RL-04, RL-07: delays grow, the hundredth failure shuts, success resets, parallel tries all count."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from beffroi.kernel.models import Throttle
from beffroi.kernel.throttle import Policy, attempt, forget, purge

POLICY = Policy(free=5, first_delay=30, longest_delay=3600, forget_after=86_400, limit=12)
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_five_tries_are_free_then_the_wait_doubles(frozen_clock: Callable[[datetime], None]) -> None:
    frozen_clock(START)
    assert [attempt("password", "ada", POLICY).is_admitted for _ in range(6)] == [True] * 5 + [False]
    refused = attempt("password", "ada", POLICY)
    assert (refused.retry_after, refused.count) == (30, 5)
    frozen_clock(START + timedelta(seconds=30))
    assert attempt("password", "ada", POLICY).is_admitted
    assert attempt("password", "ada", POLICY).retry_after == 60


@pytest.mark.django_db
def test_the_limit_shuts_until_a_new_binding(frozen_clock: Callable[[datetime], None]) -> None:
    now = START
    for _ in range(POLICY.limit):
        frozen_clock(now)
        assert attempt("password", "ada", POLICY).is_admitted
        now += timedelta(hours=2)
    frozen_clock(now + timedelta(days=400))
    assert attempt("password", "ada", POLICY).is_shut
    forget("password", "ada")
    assert attempt("password", "ada", POLICY).is_admitted


@pytest.mark.django_db
def test_subjects_do_not_disturb_each_other_and_are_not_readable() -> None:
    for _ in range(7):
        attempt("password", "ada", POLICY)
    assert attempt("password", "bob", POLICY).is_admitted
    assert attempt("code", "ada", POLICY).is_admitted
    assert not any(b"ada" in bytes(row.subject) for row in Throttle.objects.all())


@pytest.mark.django_db
def test_what_is_forgotten_is_purged(frozen_clock: Callable[[datetime], None]) -> None:
    frozen_clock(START)
    attempt("password", "ada", POLICY)
    frozen_clock(START + timedelta(days=2))
    assert attempt("password", "ada", POLICY).count == 1
    assert purge() == 0
    frozen_clock(START + timedelta(days=9))
    assert purge() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_tries_are_all_counted() -> None:
    admitted: list[bool] = []

    def one() -> None:
        admitted.append(attempt("password", "ada", POLICY).is_admitted)
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(admitted) == POLICY.free
