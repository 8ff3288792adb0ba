"""A page is kept for visitors only, and never beyond what is in force."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beffroi.apps.code_lists import actions
from beffroi.apps.code_lists.models import CodeList
from beffroi.apps.code_lists.views.keeping import LARGEST_PAGE, MOST_PAGES, Shelf
from beffroi.kernel.actor import Actor
from tests.apps.code_lists.conftest import NEW_COLOURS, MakeList
from tests.conftest import ServiceClient

SEARCH = "/fr/code-lists/?q=rouge"


@pytest.fixture
def searches(portal: ServiceClient) -> Callable[[str], int]:
    """How many searches an address costs."""

    def count(address: str, **headers: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert portal.get(address, headers=headers).status_code == 200
        return sum("code_lists_search(" in query["sql"] for query in queries)

    return count


def test_a_visitor_gets_the_page_that_was_made_before(make_list: MakeList, searches: Callable[[str], int]) -> None:
    make_list()
    assert [searches(SEARCH), searches(SEARCH)] == [1, 0]
    assert searches("/nl/code-lists/?q=rouge") == 1
    assert searches("/fr/code-lists/?q=rouge&closed=1") == 1


@pytest.mark.parametrize("cookie", ["SESSION_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "CSRF_COOKIE_NAME"])
def test_a_browser_with_a_cookie_gets_its_own(
    make_list: MakeList, portal: ServiceClient, searches: Callable[[str], int], cookie: str
) -> None:
    make_list()
    searches(SEARCH)
    portal.cookies[getattr(settings, cookie)] = "x"
    assert [searches(SEARCH), searches(SEARCH)] == [1, 1]


def test_a_new_version_is_seen_at_once(
    make_list: MakeList, portal: ServiceClient, publisher: Actor, approver: Actor
) -> None:
    code_list: CodeList = make_list()
    assert "Azur" not in portal.get("/fr/code-lists/?q=azur&closed=1").content.decode().replace("?q=azur", "")
    version = actions.propose_version(key="colours", label="2026/1", content=NEW_COLOURS, by=publisher)
    actions.submit_version(version_id=version.pk, by=publisher)
    actions.publish_version(version_id=version.pk, seen_current=code_list.current_version_id, by=approver)
    assert "Azur" in portal.get("/fr/code-lists/?q=azur&closed=1").content.decode()


def test_the_shelf_is_bounded() -> None:
    shelf = Shelf()
    for number in range(MOST_PAGES + 10):
        shelf.put((number,), b"page")
    shelf.put(("large",), b"x" * (LARGEST_PAGE + 1))
    kept = [number for number in range(MOST_PAGES + 10) if shelf.take((number,))]
    assert kept == list(range(10, MOST_PAGES + 10))
    assert shelf.take(("large",)) is None
