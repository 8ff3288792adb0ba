"""Sessions: hashed and sealed, idle and absolute ends, ended here, elsewhere and by the provider; for whom one works."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.actor import system_actor
from beffroi.kernel.models import AuditRecord
from beffroi.portal import actions
from beffroi.portal.models import Session
from beffroi.portal.sessions import SessionStore, hash_of
from tests.conftest import ServiceClient, assert_page
from tests.factories.access import AccountFactory, MembershipFactory, OrganisationFactory
from tests.portal.conftest import SECTOR, Office, SignIn, grant

COOKIE = settings.SERVICES["portal"]["SESSION_COOKIE_NAME"]
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def is_signed_in(browser: ServiceClient) -> bool:
    return "/fr/sign-out/" in assert_page(browser.get("/fr/pages/about/"))


def test_table_holds_neither_the_key_nor_readable_data(sign_in: SignIn, office: Office) -> None:
    key = sign_in(office.worker).cookies[COOKIE].value
    with connection.cursor() as cursor:
        cursor.execute("SELECT key_hash, data FROM portal_session")
        (row,) = cursor.fetchall()
    stored = bytes(row[0]) + bytes(row[1])
    for secret in (key, "Lievens", office.worker.niss, "id.token.signed"):
        assert secret.encode() not in stored
    assert bytes(row[0]) == hash_of(key)


def test_sealed_data_moved_or_altered_is_no_session(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    Session.objects.update(data=b"\x01" + b"x" * 60)
    assert not is_signed_in(browser)


def test_se_01_cookie_lives_with_the_browser_window(portal: ServiceClient, sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    response = browser.post("/fr/organisations/", {"organisation": str(office.organisation.id)})
    cookie = response.cookies[COOKIE]
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_se_02_new_key_at_each_sign_in(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    before = browser.cookies[COOKIE].value
    sign_in(office.worker, client=browser, level=500, amr=("eid",))
    assert browser.cookies[COOKIE].value != before
    assert Session.objects.count() == 1
    browser.cookies[COOKIE] = before
    assert not is_signed_in(browser)


def test_se_03_idle_session_ends(sign_in: SignIn, office: Office, frozen_clock: Any) -> None:
    frozen_clock(NOON)
    browser = sign_in(office.worker)
    frozen_clock(NOON + timedelta(minutes=29))
    assert is_signed_in(browser)
    frozen_clock(NOON + timedelta(minutes=59))
    assert is_signed_in(browser)
    frozen_clock(NOON + timedelta(minutes=90))
    assert not is_signed_in(browser)


@pytest.mark.parametrize(("level", "hours"), [(250, 4), (400, 8)])
def test_se_03_busy_session_ends_too(
    sign_in: SignIn, office: Office, frozen_clock: Any, level: int, hours: int
) -> None:
    frozen_clock(NOON)
    browser = sign_in(office.worker, level=level)
    for minutes in range(0, hours * 60, 20):
        frozen_clock(NOON + timedelta(minutes=minutes))
        assert is_signed_in(browser)
    frozen_clock(NOON + timedelta(hours=hours, seconds=1))
    assert not is_signed_in(browser)


def test_idle_end_is_written_once_a_minute(
    sign_in: SignIn, office: Office, frozen_clock: Any, django_assert_num_queries: Any
) -> None:
    frozen_clock(NOON)
    store = SessionStore(sign_in(office.worker).cookies[COOKIE].value)
    store.get("signed_in")
    frozen_clock(NOON + timedelta(seconds=59))
    with django_assert_num_queries(0):
        store.touch()
    frozen_clock(NOON + timedelta(seconds=61))
    with django_assert_num_queries(1):
        store.touch()
    with django_assert_num_queries(0):
        store.touch()


def test_session_ended_elsewhere_does_not_come_back_to_life(sign_in: SignIn, office: Office) -> None:
    store = SessionStore(sign_in(office.worker).cookies[COOKIE].value)
    store["touched"] = True
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()
    assert Session.objects.count() == 0


def test_expired_sessions_are_forgotten(sign_in: SignIn, office: Office, frozen_clock: Any) -> None:
    frozen_clock(NOON)
    sign_in(office.worker)
    frozen_clock(NOON + timedelta(hours=9))
    SessionStore.clear_expired()
    assert Session.objects.count() == 0


def test_provider_ends_every_browser_of_its_session_at_once(sign_in: SignIn, office: Office) -> None:
    first, second = sign_in(office.worker, sid="one"), sign_in(office.worker, sid="one")
    other = sign_in(office.worker, sid="two")
    assert actions.end_sessions_of_provider(sid="one", sub="a-subject", by=system_actor("sign-in service")) == 2
    assert not is_signed_in(first)
    assert not is_signed_in(second)
    assert is_signed_in(other)


def test_provider_without_sid_ends_all_of_the_subject(sign_in: SignIn, office: Office) -> None:
    mine, other = sign_in(office.worker, sub="me"), sign_in(office.worker, sub="another")
    actions.end_sessions_of_provider(sid="", sub="me", by=system_actor("sign-in service"))
    assert not is_signed_in(mine)
    assert is_signed_in(other)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "\u00e9" * 500])
def test_bad_logout_token_ends_nothing(portal: ServiceClient, sign_in: SignIn, office: Office, token: str) -> None:
    browser = sign_in(office.worker)
    response = portal.post("/sign-in/back-channel-logout", {"logout_token": token})
    assert response.status_code in {400, 503}
    assert response["Cache-Control"] == "no-store"
    assert is_signed_in(browser)


def test_lo_05_personal_pages_are_kept_by_no_cache(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    for page in ("/fr/", SECTOR, "/fr/pages/about/", "/fr/applications/welfare/", "/fr/nothing/"):
        assert browser.get(page)["Cache-Control"] == "no-store"


def test_lo_07_every_page_shows_the_way_out_and_lets_it_happen(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    for page in ("/fr/", SECTOR, "/fr/calendar/", "/fr/applications/welfare/", "/fr/nothing/"):
        response = browser.get(page)
        assert 'action="/fr/sign-out/"' in response.content.decode()
        assert f"form-action 'self' {settings.IDENTITY_ORIGIN}" in response["Content-Security-Policy"]


def test_signing_out_ends_the_session_even_when_the_provider_is_away(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    response = browser.post("/fr/sign-out/")
    assert response.status_code == 303
    assert Session.objects.count() == 0
    assert not is_signed_in(browser)
    assert AuditRecord.objects.filter(operation="portal.session.ended", person_id=office.worker.id).exists()


def test_signing_out_takes_a_post(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    assert browser.get("/fr/sign-out/").status_code == 405
    assert is_signed_in(browser)


def test_keep_alive_answers_while_the_session_lives(sign_in: SignIn, office: Office, portal: ServiceClient) -> None:
    assert sign_in(office.worker).post("/fr/stay/").status_code == 204
    assert portal.post("/fr/stay/").status_code == 401


def test_one_workplace_is_chosen_without_asking(sign_in: SignIn, office: Office) -> None:
    assert "CPAS de Namur" in assert_page(sign_in(office.worker).get("/fr/"))
    record = AuditRecord.objects.get(operation="portal.session.opened")
    assert (record.result, record.organisation_id, record.level) == ("permitted", office.organisation.id, 400)


def test_several_workplaces_are_asked_for_and_rights_follow_the_choice(sign_in: SignIn, office: Office) -> None:
    second = MembershipFactory(account=office.worker, organisation=OrganisationFactory())
    grant(office.membership, "welfare")
    grant(second, "mailbox")
    browser = sign_in(office.worker)
    assert "Pour qui travaillez-vous" in assert_page(browser.get("/fr/"))
    for organisation, granted, missing in (
        (office.organisation, "welfare", "mailbox"),
        (second.organisation, "mailbox", "welfare"),
    ):
        response = browser.post("/fr/organisations/?next=/fr/calendar/", {"organisation": str(organisation.id)})
        assert response["Location"] == "/fr/calendar/"
        assert "n’est pas installée ici" in assert_page(browser.get(f"/fr/applications/{granted}/"), 403)
        assert "pas dans vos droits" in assert_page(browser.get(f"/fr/applications/{missing}/"), 403)
    chosen = AuditRecord.objects.filter(operation="portal.organisation.chosen").order_by("sequence")
    assert [record.organisation_id for record in chosen] == [office.organisation.id, second.organisation.id]


def test_stronger_key_keeps_the_chosen_organisation(sign_in: SignIn, office: Office) -> None:
    MembershipFactory(account=office.worker, organisation=OrganisationFactory())
    browser = sign_in(office.worker)
    browser.post("/fr/organisations/", {"organisation": str(office.organisation.id)})
    sign_in(office.worker, client=browser, level=500, amr=("eid",))
    assert "CPAS de Namur" in assert_page(browser.get("/fr/calendar/"))


def test_another_person_in_the_same_browser_starts_afresh(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    other = MembershipFactory(organisation=OrganisationFactory())
    sign_in(other.account, client=browser)
    assert "CPAS de Namur" not in assert_page(browser.get("/fr/calendar/"))


@pytest.mark.parametrize("organisation", ["", "x", "00000000-0000-4000-8000-00000000000f"])
def test_organisation_of_others_is_refused_and_written_down(sign_in: SignIn, office: Office, organisation: str) -> None:
    browser = sign_in(office.worker)
    response = browser.post("/fr/organisations/", {"organisation": organisation})
    assert response.status_code == (403 if organisation.startswith("0000") else 400)
    assert "CPAS de Namur" in assert_page(browser.get("/fr/calendar/"))
    refused = AuditRecord.objects.filter(reason="not_your_organisation")
    assert refused.count() == (1 if organisation.startswith("0000") else 0)


def test_who_left_the_organisation_loses_it_at_once(sign_in: SignIn, office: Office) -> None:
    grant(office.membership, "welfare")
    browser = sign_in(office.worker)
    type(office.membership).objects.filter(pk=office.membership.pk).update(until_on=clock.today())
    body = assert_page(browser.get(SECTOR))
    assert "Vous ne travaillez ici pour aucune organisation" in body
    assert 'data-access="no_right"' in body


def test_recognised_without_account_is_nobody_with_a_way_out(sign_in: SignIn) -> None:
    browser = sign_in(None, name="Zoé Inconnue")
    body = assert_page(browser.get("/fr/organisations/"))
    assert "Zoé Inconnue" in body
    assert "Que faire" in body
    assert 'action="/fr/sign-out/"' in body
    assert browser.get("/fr/applications/mailbox/").status_code == 403
    assert AuditRecord.objects.get(operation="portal.session.opened").reason == "no_account"


@pytest.mark.parametrize("page", ["favourites/", "applications/welfare/access/", "organisations/", "sign-in/"])
def test_recognised_without_account_goes_round_in_no_circle(sign_in: SignIn, page: str) -> None:
    response = sign_in(None, name="Zoé Inconnue").get(f"/fr/{page}", follow=True)
    assert_page(response)
    assert len(response.redirect_chain) <= 1


def test_closed_account_is_recognised_without_account(sign_in: SignIn) -> None:
    account = AccountFactory(closed_at=clock.now())
    assert "pas de compte" in assert_page(sign_in(account).get("/fr/"))


def test_account_closed_during_the_session_opens_nothing_more(sign_in: SignIn, office: Office) -> None:
    grant(office.membership, "welfare")
    browser = sign_in(office.worker)
    type(office.worker).objects.filter(pk=office.worker.pk).update(closed_at=clock.now())
    assert 'data-access="not_installed"' not in assert_page(browser.get("/fr/applications/?q=prima"))


def test_colours_follow_the_person_and_the_browser(sign_in: SignIn, office: Office, portal: ServiceClient) -> None:
    browser = sign_in(office.worker)
    response = browser.post("/fr/appearance/?next=/fr/", {"color_scheme": "dark"})
    assert response.cookies["beffroi_color_scheme"].value == "dark"
    assert 'data-color-scheme="dark"' in assert_page(browser.get("/fr/calendar/"))
    assert portal.post("/fr/appearance/", {"color_scheme": "pink"}).status_code == 400
    assert portal.post("/fr/appearance/", {"color_scheme": "light"}).status_code == 302
    assert 'data-color-scheme="light"' in assert_page(portal.get("/fr/calendar/"))
    portal.post("/fr/appearance/", {"color_scheme": ""})
    assert 'data-color-scheme="auto"' in assert_page(portal.get("/fr/calendar/"))


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "é"])
def test_strange_cookies_are_nobody(portal: ServiceClient, catalogue: None, cookie: str) -> None:
    portal.cookies[COOKIE] = cookie
    assert not is_signed_in(portal)
