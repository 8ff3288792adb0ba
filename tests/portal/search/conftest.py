"""A portal whose texts are in the index, and a small list of codes beside them."""

import pytest

from beffroi.kernel.actor import system_actor
from beffroi.portal.search.actions import build_index


@pytest.fixture
def indexed(catalogue: None) -> None:
    build_index(by=system_actor("tests"))
