"""Nothing typed is lost: browser, session and server die at each step."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.db import acting
from beffroi.kernel.drafts import actions, queries
from beffroi.kernel.drafts.models import Draft
from beffroi.portal.models import Session
from tests.conftest import ServiceClient, assert_page
from tests.factories.access import AccountFactory, MembershipFactory, OrganisationFactory
from tests.kernel.drafts.conftest import Browser, Office, SignIn
from tests.kernel.drafts.sample import SAMPLE

pytestmark = pytest.mark.django_db

PAGE = "/fr/sample/f-1/"
TYPED = {"reason": "Loyer < impayé", "about": "Deux\nlignes", "aid": "living_wage", "days": ["1", "3"]}
CONTROL = {"draft_form": "tests.sample", "draft_object": "f-1"}
JSON = {"HTTP_ACCEPT": "application/json"}


def autosave(browser: ServiceClient, seen: int = 0, **typed: Any) -> Any:
    return browser.post("/fr/drafts/save/", {**CONTROL, **TYPED, **typed, "draft_version": seen}, **JSON)


def version_on(body: str) -> int:
    found = re.search(r'name="draft_version" value="(\d+)"', body)
    assert found
    return int(found[1])


def assert_all_there(body: str) -> None:
    assert 'value="Loyer &lt; impayé"' in body
    assert "Deux\nlignes</textarea>" in body
    assert 'value="living_wage" selected' in body
    assert body.count(" checked") == 2, "two days; urgent was unticked, though it begins ticked"


def test_autosave_outlives_the_browser(browser: Browser) -> None:
    answer = autosave(browser())
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    body = assert_page(browser().get(PAGE))
    assert_all_there(body)
    assert version_on(body) == 1
    assert "Votre brouillon" in body


def test_autosave_outlives_the_session_and_another_key(browser: Browser, sign_in: SignIn, office: Office) -> None:
    first = browser()
    autosave(first)
    Session.objects.all().delete()
    assert first.get(PAGE).status_code == 200
    assert "Loyer" not in first.get(PAGE).content.decode()
    assert_all_there(assert_page(sign_in(office.worker, level=250, amr=("pwd", "email"), sid="another").get(PAGE)))


def test_each_step_keeps_without_javascript(browser: Browser) -> None:
    invalid = browser().post(PAGE, {**TYPED, "reason": "", "draft_version": 0})
    assert_page(invalid)
    body = assert_page(browser().get(PAGE))
    assert "Deux\nlignes</textarea>" in body


def test_the_button_keeps_and_comes_back(browser: Browser) -> None:
    worker = browser()
    proof = SimpleUploadedFile("proof.pdf", b"%PDF-" + b"x" * 300_000)
    kept = worker.post("/fr/drafts/save/", {**CONTROL, **TYPED, "draft_version": 0, "proof": proof, "pin": "1234"})
    assert (kept.status_code, kept["Location"]) == (302, PAGE)
    body = assert_page(worker.get(PAGE))
    assert_all_there(body)
    assert "1234" not in body
    assert "choisissez-les" in body


def test_a_sent_form_leaves_no_draft(browser: Browser) -> None:
    worker = browser()
    autosave(worker)
    assert worker.post(PAGE, {**TYPED, "draft_version": 1}).status_code == 302
    assert not Draft.objects.exists()


def test_a_form_sent_after_the_session_ended_is_sent_again(browser: Browser, sign_in: SignIn, office: Office) -> None:
    worker = browser()
    Session.objects.all().delete()
    ended = assert_page(worker.post(PAGE, {**TYPED, "draft_version": 0}), 403)
    assert 'name="reason" value="Loyer &lt; impayé"' in ended
    assert ended.count('name="days"') == 2
    assert f'action="{PAGE}"' in ended
    sign_in(office.worker, client=worker)
    assert worker.post(PAGE, {**TYPED, "draft_version": 0}).status_code == 302


def test_autosave_without_a_session_is_refused_and_says_so(portal: ServiceClient) -> None:
    answer = autosave(portal)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:beffroi:problem:draft_needs_a_person")
    assert not Draft.objects.exists()


def test_an_upgrade_that_renamed_a_field_keeps_the_others(browser: Browser, office: Office) -> None:
    worker = browser()
    autosave(worker)
    by = _worker(office)
    with acting(by):
        fields = {"reason": ["Loyer"], "gone_since": ["x"]}
        actions.save(kind=SAMPLE, object="f-1", fields=fields, by=by)
    assert 'value="Loyer"' in assert_page(worker.get(PAGE))


def test_a_form_that_no_longer_exists_is_left_out_of_the_list(browser: Browser) -> None:
    worker = browser()
    autosave(worker)
    Draft.objects.update(form="tests.gone")
    assert "Aucun brouillon" in assert_page(worker.get("/fr/drafts/"))


# --- Two windows, two persons ------------------------------------------------------------------------------------------


def test_a_stale_save_is_refused_with_both_versions(browser: Browser) -> None:
    here, there = browser(), browser()
    autosave(here)
    assert autosave(there, 1, reason="Autre").json()["version"] == 2
    refused = autosave(here, 1, reason="Mien")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:beffroi:problem:draft_is_stale")
    compared = here.post("/fr/drafts/save/", {**CONTROL, **TYPED, "reason": "Mien", "draft_version": 1})
    body = assert_page(compared, 409)
    assert "Mien" in body
    assert "Autre" in body
    assert "Living wage" in body, "the words of a choice, not its code"
    assert body.count("Différent") == 1
    assert version_on(body) == 2
    assert autosave(here, 2, reason="Mien").json()["version"] == 3


def test_a_stale_form_is_not_sent(browser: Browser) -> None:
    here, there = browser(), browser()
    autosave(here)
    autosave(there, 1, reason="Autre")
    assert_page(here.post(PAGE, {**TYPED, "draft_version": 1}), 409)
    assert Draft.objects.get().version == 2


def test_the_same_text_twice_is_no_conflict(browser: Browser) -> None:
    worker = browser()
    assert [autosave(worker).json()["version"] for _ in range(2)] == [1, 1]


def test_somebody_else_at_the_same_form_is_told(browser: Browser, sign_in: SignIn, office: Office) -> None:
    autosave(browser())
    colleague = MembershipFactory(organisation=office.organisation).account
    body = assert_page(sign_in(colleague, sid="c").get(PAGE))
    assert "Une autre personne de votre organisation" in body
    assert "Loyer" not in body
    stranger = MembershipFactory(organisation=OrganisationFactory()).account
    assert "Une autre personne" not in assert_page(sign_in(stranger, sid="s").get(PAGE))


def test_an_object_that_changed_since_is_told(browser: Browser) -> None:
    worker = browser()
    autosave(worker, draft_object_version="7")
    assert "a changé depuis" not in assert_page(worker.get(PAGE + "?of=7"))
    assert "a changé depuis" in assert_page(worker.get(PAGE + "?of=8"))


@pytest.mark.django_db(transaction=True)
def test_of_two_parallel_saves_one_wins() -> None:
    organisation = OrganisationFactory()
    membership = MembershipFactory(organisation=organisation, account=AccountFactory())
    by = _worker(Office(organisation, membership.account, membership))
    with acting(by):
        actions.save(kind=SAMPLE, object="r", fields={"reason": ["first"]}, seen=0, by=by)
    results: list[str] = []
    start = threading.Barrier(6)

    def save(text: str) -> None:
        start.wait()
        try:
            with acting(by):
                actions.save(kind=SAMPLE, object="r", fields={"reason": [text]}, seen=1, by=by)
                results.append("kept")
        except actions.Stale:
            results.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(f"text {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["kept", *["stale"] * 5]


# --- Discarding and expiring -------------------------------------------------------------------------------------------


def test_discarded_from_the_list(browser: Browser) -> None:
    worker = browser()
    autosave(worker)
    assert "f-1" in assert_page(worker.get("/fr/drafts/"))
    assert worker.post("/fr/drafts/discard/", {**CONTROL, "from": "list"})["Location"] == "/fr/drafts/"
    assert not Draft.objects.exists()


def test_an_expired_draft_is_not_shown_and_is_purged(browser: Browser, run_jobs: Any) -> None:
    worker = browser()
    autosave(worker)
    Draft.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert "Loyer" not in assert_page(worker.get(PAGE))
    assert autosave(worker, 0, reason="Neuf").status_code == 200
    Draft.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    from beffroi.kernel.drafts.handlers import purge_drafts

    purge_drafts.defer(timestamp=0)
    assert run_jobs() == 1
    assert not Draft.objects.exists()


def test_purging_leaves_what_has_not_expired(browser: Browser) -> None:
    autosave(browser())
    assert actions.purge() == 0
    assert Draft.objects.count() == 1


def _worker(office: Office) -> Any:
    from beffroi.kernel.actor import Actor

    return Actor(person_id=office.worker.pk, name="Ada Lievens", organisation_id=office.organisation.pk, level=400)


def test_offers_the_newest_first(office: Office) -> None:
    by = _worker(office)
    with acting(by):
        for object in ("a", "b"):
            actions.save(kind=SAMPLE, object=object, fields={"reason": ["x"]}, by=by)
        assert [each.object for each in queries.all_kept(by)] == ["b", "a"]
