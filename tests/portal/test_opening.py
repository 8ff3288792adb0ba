"""Opening an application: the right and the key are asked, the way is written down, a refusal says what to do."""

import pytest
from django.db import connection

from beffroi.kernel.actor import NOBODY
from beffroi.kernel.db import acting
from beffroi.kernel.errors import NotVisible, Refused
from beffroi.kernel.models import AuditRecord
from beffroi.portal import actions
from beffroi.portal.models import PersonalTile
from tests.conftest import ServiceClient, assert_page
from tests.factories.access import MembershipFactory, OrganisationFactory
from tests.portal.conftest import SECTOR, Office, SignIn, grant

pytestmark = pytest.mark.usefixtures("catalogue")


def openings() -> list[tuple[str, str, str]]:
    found = AuditRecord.objects.filter(operation="portal.application.opened").order_by("sequence")
    return list(found.values_list("file_reference", "result", "reason"))


def test_public_application_opens_for_everybody(portal: ServiceClient) -> None:
    response = portal.get("/fr/applications/code_lists/")
    assert (response.status_code, response["Location"]) == (302, "/fr/code-lists/")
    assert openings() == [("code_lists", "permitted", "")]


def test_missing_right_is_refused_named_and_written_down(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    body = assert_page(browser.get("/fr/applications/welfare/"), 403)
    assert "Marie Dupont" in body
    assert "Luc Martin" in body
    assert "Prima-Web" in body
    assert "/fr/applications/welfare/access/" in body
    assert "loi du 2 avril 1965" in body
    assert openings() == [("welfare", "refused", "no_right")]
    record = AuditRecord.objects.get(operation="portal.application.opened")
    assert record.organisation_id == office.organisation.id
    assert record.person_id == office.worker.id
    assert record.request_reference in body


def test_right_without_the_key_leads_to_the_key(sign_in: SignIn, office: Office) -> None:
    grant(office.membership, "security_log")
    body = assert_page(sign_in(office.worker).get("/fr/applications/security_log/"), 403)
    assert "level=500" in body
    assert openings() == [("security_log", "refused", "other_key")]


def test_application_that_is_not_here_says_so(sign_in: SignIn, office: Office) -> None:
    grant(office.membership, "welfare")
    body = assert_page(sign_in(office.worker).get("/fr/applications/welfare/"), 403)
    assert "n’est pas installée ici" in body
    assert openings() == [("welfare", "refused", "not_installed")]


def test_nobody_is_told_what_is_not_here_before_he_signs_in(portal: ServiceClient) -> None:
    assert_page(portal.get("/fr/applications/mailbox/"), 403)
    assert openings() == [("mailbox", "refused", "not_installed")]


@pytest.mark.parametrize("code", ["nothing", "welfare-", "WELFARE"])
def test_unknown_application_is_not_there(portal: ServiceClient, code: str) -> None:
    assert portal.get(f"/fr/applications/{code}/").status_code == 404
    assert openings() == []


def test_action_denies_by_default() -> None:
    with acting(NOBODY), pytest.raises(Refused):
        actions.open_application(code="welfare", by=NOBODY)
    with acting(NOBODY), pytest.raises(NotVisible):
        actions.open_application(code="nothing", by=NOBODY)


def test_ended_right_is_told_with_its_day(sign_in: SignIn, office: Office) -> None:
    from datetime import date

    from tests.factories.access import RightFactory

    RightFactory(membership=office.membership, application="welfare", role="user", until_on=date(2024, 3, 1))
    body = assert_page(sign_in(office.worker).get("/fr/applications/welfare/"), 403)
    assert "01/03/2024" in body


def test_right_granted_now_counts_on_the_next_page(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    assert "Hors de vos droits" in assert_page(browser.get("/fr/applications/?q=prima"))
    grant(office.membership, "welfare")
    assert "Pas installée ici" in assert_page(browser.get("/fr/applications/?q=prima"))


def test_asking_page_gives_a_text_to_copy(sign_in: SignIn, office: Office) -> None:
    body = assert_page(sign_in(office.worker).get("/nl/applications/statistics/access/"))
    assert "Infocenter" in body
    assert "OCMW Namen" in body
    assert "data-bf-copy" in body
    assert "mailto:" not in body


def test_asking_needs_a_person(portal: ServiceClient) -> None:
    response = portal.get("/fr/applications/welfare/access/")
    assert response["Location"].startswith("/fr/sign-in/?next=%2Ffr%2Fapplications%2Fwelfare%2Faccess%2F")


def test_sector_page_names_the_four_states(sign_in: SignIn, office: Office) -> None:
    grant(office.membership, "workspace", "security_log")
    body = assert_page(sign_in(office.worker).get(SECTOR))
    for state, count in (("open", 1), ("not_installed", 1), ("other_key", 1), ("no_right", 8)):
        assert body.count(f'data-access="{state}"') == count, state


def test_opening_is_remembered_for_the_person_only(sign_in: SignIn, office: Office) -> None:
    other = MembershipFactory(organisation=OrganisationFactory())
    mine, theirs = sign_in(office.worker), sign_in(other.account)
    mine.get("/fr/applications/code_lists/")
    assert "Liste des codes" in assert_page(mine.get("/fr/")).split("Tous les services")[0]
    assert "Liste des codes" not in assert_page(theirs.get("/fr/"))


def test_favourites_are_put_in_order_without_javascript(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    for code in ("welfare", "mailbox", "statistics"):
        response = browser.post(f"/fr/applications/{code}/favourite/?on=1&next=/fr/applications/")
        assert response["Location"] == "/fr/applications/"
    browser.post("/fr/applications/statistics/move/", {"direction": "up"})
    assert order(office) == ["welfare", "statistics", "mailbox"]
    browser.post("/fr/applications/welfare/move/", {"direction": "up"})  # the first stays the first
    browser.post("/fr/applications/mailbox/favourite/?on=0")
    assert order(office) == ["welfare", "statistics"]
    assert_page(browser.get("/fr/favourites/"))


def test_a_favourite_twice_is_one(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    for _ in range(2):
        browser.post("/fr/applications/welfare/favourite/?on=1")
    assert order(office) == ["welfare"]


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/fr/applications/nothing/favourite/?on=1", {}, 404),
        ("/fr/applications/welfare/move/", {"direction": "up"}, 404),
        ("/fr/applications/welfare/move/", {"direction": "sideways"}, 400),
        ("/fr/applications/welfare/move/", {}, 400),
    ],
)
def test_bad_favourites_change_nothing(
    sign_in: SignIn, office: Office, path: str, data: dict[str, str], status: int
) -> None:
    assert sign_in(office.worker).post(path, data).status_code == status
    assert order(office) == []


def test_nobody_has_favourites_and_the_refusal_is_logged(portal: ServiceClient) -> None:
    assert portal.post("/fr/applications/welfare/favourite/?on=1").status_code == 403
    record = AuditRecord.objects.get(operation="portal.request.refused")
    assert (record.reason, record.details["page"]) == ("sign_in", "portal:favourite")


def test_database_keeps_a_person_s_tiles_from_others(sign_in: SignIn, office: Office) -> None:
    from tests.portal.actors import worker

    browser = sign_in(office.worker)
    browser.post("/fr/applications/welfare/favourite/?on=1")
    with acting(worker(400, "otp")):
        assert PersonalTile.objects.count() == 0
        assert PersonalTile.objects.update(favourite_position=9) == 0
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM portal_personaltile")
            assert cursor.rowcount == 0
    assert order(office) == ["welfare"]


def order(office: Office) -> list[str]:
    tiles = PersonalTile.objects.filter(account_id=office.worker.id).exclude(favourite_position=None)
    return list(tiles.order_by("favourite_position").values_list("application_id", flat=True))
