"""The pages as people get them: every language, any day, and a clear word when there is nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from beffroi.apps.code_lists import actions
from beffroi.apps.code_lists.models import CodeList
from beffroi.kernel.actor import Actor
from tests.apps.code_lists.conftest import NEW_COLOURS, MakeList
from tests.conftest import ServiceClient, assert_page

pytestmark = pytest.mark.usefixtures("reference_lists")
LANGUAGES = ["fr", "nl", "de", "en"]
PAGES = [
    "",
    "?q=aalter",
    "?q=bruxeles",
    "?q=qxzvkw",
    "?owner=statbel",
    "?owner=nobody",
    "explain/",
    "nis-municipalities/",
    "nis-municipalities/?on=2018-12-31&q=aalter",
    "nis-municipalities/?parent=44000&sort=label",
    "nis-municipalities/?parent=44084",
    "nis-municipalities/codes/44001/",
    "nis-municipalities/codes/44084/?on=2018-01-01",
    "nis-municipalities/codes/44000/",
    "postcodes/codes/9880/",
    "postcodes/?closed=1&page=2",
    "nsso-03-contribution-types/codes/825/",
    "nsso-33-reduction-codes-ppo/codes/3201/",
    "nsso-24-admitted-characters/codes/~2E/",
    "nsso-12-risk-identifications/codes/AOAT001/001/",
    "nis-municipalities/versions/",
    "nis-municipalities/versions/2025-01-01/",
    "nis-municipalities/difference/",
]


def text_of(page: str) -> str:
    return " ".join(html.fromstring(page).xpath("//main")[0].text_content().split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_in_every_language(portal: ServiceClient, language: str, address: str) -> None:
    page = assert_page(portal.get(f"/{language}/code-lists/{address}"))
    document = html.fromstring(page)
    assert document.get("lang") == language
    assert len(document.xpath("//h1")) == 1
    assert not document.xpath("//*[@style] | //style | //script[not(@src)]")
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_code_says_what_became_of_it(portal: ServiceClient) -> None:
    page = text_of(assert_page(portal.get("/fr/code-lists/nis-municipalities/codes/44001/?on=2019-01-01")))
    assert "Remplacé par 44084 le 01/01/2019." in page
    then = text_of(assert_page(portal.get("/fr/code-lists/nis-municipalities/codes/44001/?on=2018-12-31")))
    assert "Valable à cette date." in then
    now = text_of(assert_page(portal.get("/fr/code-lists/nis-municipalities/codes/44084/")))
    assert "44001 Aalter" in now
    assert "44029 Knesselare" in now


def test_a_missing_label_is_shown_as_missing(portal: ServiceClient) -> None:
    page = text_of(assert_page(portal.get("/de/code-lists/nis-municipalities/codes/82039/")))
    assert "fehlt in der Quelle" in page


def test_a_damaged_label_is_shown_as_damaged(portal: ServiceClient) -> None:
    page = text_of(assert_page(portal.get("/fr/code-lists/nsso-14-anomalous-events/")))
    assert "endommagé à la source" in page
    assert "\ufffd" in page


def test_dates_in_the_wrong_order_are_said(portal: ServiceClient) -> None:
    page = text_of(assert_page(portal.get("/fr/code-lists/nsso-33-reduction-codes-ppo/codes/3201/")))
    assert "dates dans le mauvais ordre" in page


def test_another_language_is_marked_as_such(portal: ServiceClient) -> None:
    page = html.fromstring(assert_page(portal.get("/de/code-lists/nsso-30-error-codes/codes/460/")))
    assert page.xpath("//h1//span[@lang='fr']")[0].text_content() == "Déclaration tardive"


def test_an_empty_search_says_why_and_what_next(portal: ServiceClient) -> None:
    page = text_of(assert_page(portal.get("/fr/code-lists/?q=qxzvkw")))
    assert "Rien trouvé" in page
    assert "Essayez moins de mots" in page


def test_what_ended_is_shown_with_its_dates_when_nothing_is_valid(portal: ServiceClient) -> None:
    page = text_of(assert_page(portal.get("/fr/code-lists/?q=44001")))
    assert "ce qui est valable à une autre date" in page
    assert "jusqu’au 31/12/2018" in page


def test_a_list_is_offered_by_its_name(portal: ServiceClient) -> None:
    page = html.fromstring(assert_page(portal.get("/nl/code-lists/?q=foutcodes")))
    assert "Foutcodes van de aangiften" in [link.text_content() for link in page.xpath("//main//a")]


def test_a_page_may_be_asked_for_its_head(portal: ServiceClient) -> None:
    assert portal.head("/fr/code-lists/").status_code == 200


def test_a_mistyped_word_is_named(portal: ServiceClient) -> None:
    assert "Rien ne contient « bruxeles »".replace(" ", "") in text_of(
        assert_page(portal.get("/fr/code-lists/?q=bruxeles"))
    ).replace("\u00a0", "").replace(" ", "")


@pytest.mark.parametrize(
    "query", ["on=hier", "on=2020-02-30", "page=x", "page=0", "page=99999999", "sort=price", "closed=x"]
)
def test_a_mistake_in_the_address_does_not_lose_the_page(portal: ServiceClient, query: str) -> None:
    assert_page(portal.get(f"/fr/code-lists/nis-municipalities/?{query}"))


def test_a_date_is_read_as_belgians_write_it(portal: ServiceClient) -> None:
    page = text_of(assert_page(portal.get("/fr/code-lists/nis-municipalities/codes/44001/?on=31/12/2018")))
    assert "Valable à cette date." in page
    wrong = text_of(assert_page(portal.get("/fr/code-lists/nis-municipalities/codes/44001/?on=31-31-2018")))
    assert "Écrivez la date" in wrong


def test_a_page_after_the_last_shows_the_last(portal: ServiceClient) -> None:
    page = html.fromstring(assert_page(portal.get("/fr/code-lists/bcss-sectors/?page=500")))
    assert page.xpath("//table//tbody/tr")


@pytest.mark.parametrize(
    "address",
    [
        "unknown/",
        "nis-municipalities/codes/99999/",
        "nis-municipalities/codes/~FF/",
        "nis-municipalities/?version=1999",
        "nis-municipalities/versions/nope/",
        "nis-municipalities/difference.csv/",
    ],
)
def test_what_does_not_exist_is_not_found(portal: ServiceClient, address: str) -> None:
    assert_page(portal.get(f"/fr/code-lists/{address}"), 404)


def test_every_code_has_an_address_that_leads_to_it(portal: ServiceClient) -> None:
    for page_number in range(1, 7):
        page = html.fromstring(
            assert_page(portal.get(f"/fr/code-lists/nsso-24-admitted-characters/?page={page_number}"))
        )
        for link in page.xpath("//table//tbody//th/a"):
            answer = html.fromstring(assert_page(portal.get(link.get("href"))))
            assert answer.xpath("//h1/span")[0].text_content() == link.text_content()


def test_a_pasted_message_is_explained_and_not_kept(portal: ServiceClient) -> None:
    page = text_of(
        assert_page(portal.post("/fr/code-lists/explain/", {"message": "Refusé : ErrorID 00209, anomalie 460."}))
    )
    assert "NISS non intégré pendant la période de référence" in page
    assert "Déclaration tardive" in page
    nothing = text_of(assert_page(portal.post("/nl/code-lists/explain/", {"message": "Goedendag"})))
    assert "Geen foutcode gevonden in dit bericht" in nothing
    assert_page(portal.post("/fr/code-lists/explain/", {"message": ""}))
    assert portal.get("/fr/code-lists/explain/")["Cache-Control"] == "no-store"


def test_links_keep_the_day_that_was_asked(portal: ServiceClient) -> None:
    page = html.fromstring(assert_page(portal.get("/fr/code-lists/nis-municipalities/?on=2018-12-31&q=aalter")))
    assert all("on=2018-12-31" in link for link in page.xpath("//table//tbody//th/a/@href"))


def test_source_and_licence_are_named(portal: ServiceClient) -> None:
    page = text_of(assert_page(portal.get("/nl/code-lists/nis-municipalities/")))
    assert "Statbel (Directorate-general Statistics" in page
    assert "CC BY 4.0" in page


def test_two_versions_are_compared(portal: ServiceClient, two_versions: CodeList) -> None:
    page = text_of(assert_page(portal.get("/fr/code-lists/colours/difference/?before=2020/1&after=2026/1")))
    assert "1 ajouté" in page
    assert "1 clos" in page
    table = portal.get("/fr/code-lists/colours/difference.csv?before=2020/1&after=2026/1")
    lines = table.content.decode().splitlines()
    assert lines[0] == "code,variant,change,column,before,after"
    assert "3,,closed,valid_until,,2027-01-01" in lines
    assert portal.get("/fr/code-lists/colours/difference.csv?before=2020/1").status_code == 400
    same = text_of(assert_page(portal.get("/fr/code-lists/colours/difference/?before=2020/1&after=2020/1")))
    assert "disent la même chose" in same


def test_an_older_version_says_that_it_is_one(portal: ServiceClient, two_versions: CodeList) -> None:
    page = text_of(assert_page(portal.get("/fr/code-lists/colours/?version=2020/1")))
    assert "Ce n’est pas la version en vigueur" in page


@pytest.fixture
def two_versions(make_list: MakeList, publisher: Any, approver: Any) -> CodeList:
    code_list = make_list()
    version = actions.propose_version(key="colours", label="2026/1", content=NEW_COLOURS, by=publisher)
    actions.submit_version(version_id=version.pk, by=publisher)
    actions.publish_version(version_id=version.pk, seen_current=code_list.current_version_id, by=approver)
    return CodeList.objects.get(pk=code_list.pk)


@pytest.fixture
def statements(portal: ServiceClient) -> Callable[[str], list[str]]:
    """The application's own statements of a page: without the transaction and the portal's frame."""

    def count(address: str) -> list[str]:
        portal.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert_page(portal.get(address))
        return [query["sql"] for query in queries if "code_lists_" in query["sql"]]

    return count


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/fr/code-lists/?q=aalter", 2),
        ("/fr/code-lists/?q=bruxeles", 2),
        ("/fr/code-lists/", 2),
        ("/fr/code-lists/nis-municipalities/?q=aalter", 3),
        ("/fr/code-lists/postcodes/", 4),
        ("/fr/code-lists/nis-municipalities/codes/44084/", 9),
    ],
)
def test_a_page_costs_few_statements(statements: Callable[[str], list[str]], address: str, most: int) -> None:
    assert len(statements(address)) <= most, statements(address)


def test_a_new_version_is_seen_at_once(
    make_list: MakeList, portal: ServiceClient, publisher: Actor, approver: Actor
) -> None:
    code_list = make_list()
    asked = "/fr/code-lists/?q=azur&closed=1"
    assert "Azur" not in text_of(assert_page(portal.get(asked)))
    version = actions.propose_version(key="colours", label="2026/1", content=NEW_COLOURS, by=publisher)
    actions.submit_version(version_id=version.pk, by=publisher)
    actions.publish_version(version_id=version.pk, seen_current=code_list.current_version_id, by=approver)
    assert "Azur" in text_of(assert_page(portal.get(asked)))
