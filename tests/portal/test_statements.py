"""How often a page asks the database: the budget is six statements in all, sessions and rights included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import ServiceClient, assert_page
from tests.portal.conftest import SECTOR, Office, SignIn

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
# Of the tests only: inside their own transaction, `acting` notes who acted before and puts it back.
_NESTED = ("SELECT current_setting('role'), COALESCE",)


def statements(browser: ServiceClient, page: str) -> list[str]:
    assert_page(browser.get(page))  # the catalogue of this process is read once
    with CaptureQueriesContext(connection) as captured:
        assert_page(browser.get(page))
    asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(TRANSACTION)]
    nested = [sql for sql in asked if sql.startswith(_NESTED)]
    puts_back = 1 if nested else 0
    return [sql for sql in asked if sql not in nested][: len(asked) - len(nested) - puts_back]


SIGNED_IN = [("/fr/", 6), (SECTOR, 6), ("/fr/applications/", 6), ("/fr/pages/about/", 4), ("/fr/favourites/", 5)]


@pytest.mark.parametrize(("page", "count"), SIGNED_IN)
def test_signed_in_page_asks_six_times_at_most(sign_in: SignIn, office: Office, page: str, count: int) -> None:
    assert count <= 6
    asked = statements(sign_in(office.worker), page)
    assert len(asked) == count, "\n".join(sql[:120] for sql in asked)


@pytest.mark.parametrize("page", ["/fr/", SECTOR, "/fr/pages/about/"])
def test_visitor_s_page_asks_twice(portal: ServiceClient, catalogue: None, page: str) -> None:
    asked = statements(portal, page)
    assert len(asked) == 2, "\n".join(sql[:120] for sql in asked)
