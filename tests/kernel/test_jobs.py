"""Work for later is queued with the act that asked for it, and done under an ordinary role."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from beffroi.kernel.jobs import dead_letters, enqueue, job

pytestmark = pytest.mark.django_db
done: list[tuple[str, int]] = []


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    done.clear()
    yield
    done.clear()


def note(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        done.append((cursor.fetchone()[0], number))


@job(service="portal")
def for_the_portal(*, number: int) -> None:
    note(number)


@job(service="identity", queue="mail")
def for_the_sign_in(*, number: int) -> None:
    note(number)


def test_a_job_runs_as_its_services_role(run_jobs: Callable[[], int]) -> None:
    enqueue(for_the_portal, number=1)
    enqueue(for_the_sign_in, number=2)
    assert run_jobs() == 2
    assert done == [("beffroi_portal", 1), ("beffroi_identity", 2)]


def test_no_commit_no_job(run_jobs: Callable[[], int]) -> None:
    with transaction.atomic():
        enqueue(for_the_portal, number=1)
        transaction.set_rollback(True)
    assert run_jobs() == 0
    assert done == []


def test_a_job_keeps_its_name_queue_and_patience() -> None:
    task = app.tasks["tests.kernel.test_jobs.for_the_sign_in"]
    assert task.queue == "mail"
    assert task.retry_strategy is not None
    first, second = (task.get_retry_exception(ValueError(), _tried(times)) for times in (0, 7))
    assert first is not None
    assert second is not None
    assert task.get_retry_exception(ValueError(), _tried(8)) is None


def _tried(times: int) -> object:
    from procrastinate.jobs import Job

    return Job(id=1, queue="mail", lock=None, queueing_lock=None, task_name="a", attempts=times)


def test_a_job_given_up_is_a_dead_letter(run_jobs: Callable[[], int]) -> None:
    assert dead_letters() == []
    enqueue(for_the_portal, number=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 8")
    assert [letter[1:] for letter in dead_letters()] == [("tests.kernel.test_jobs.for_the_portal", 8)]


def test_the_grounds_own_upkeep_is_periodic() -> None:
    periodic = {entry.task.name: entry.cron for entry in app.periodic_registry.periodic_tasks.values()}
    assert "kernel.handlers.purge_throttles" in periodic
    assert "kernel.handlers.retry_stalled" in periodic
