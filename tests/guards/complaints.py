"""Collected while a test runs, because a page that raised would only be a 500 to a client that swallows it."""

from collections.abc import Iterator
from contextlib import contextmanager

_complaints: list[str] = []


def complain(text: str) -> None:
    if text not in _complaints:
        _complaints.append(text)


def take() -> list[str]:
    taken = list(_complaints)
    _complaints.clear()
    return taken


@contextmanager
def heard() -> Iterator[list[str]]:
    """For the guards' own tests: the complaints of a block, which then do not fail the test."""
    before = take()
    inside: list[str] = []
    try:
        yield inside
    finally:
        inside += take()
        _complaints.extend(before)
