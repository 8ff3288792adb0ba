"""Nothing typed is lost in a real browser: it is closed, the session ends, the server is killed, another window writes."""

import os
import re
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Meet, Witness, assert_accessible
from tests.journeys.newcomer import Newcomer
from tests.journeys.town import Town

PUBLISHER = "michel.fontaine"
FORM = "code-lists/countries/propose/"


def open_form(person: Newcomer) -> tuple[Locator, Locator]:
    """Label and note; whatever an earlier journey left is discarded first."""
    person.page.goto(person.home + FORM)
    discard = person.page.get_by_role("button", name="Supprimer le brouillon")
    if discard.count():
        discard.click()
    return fields(person.page)


def fields(page: Page) -> tuple[Locator, Locator]:
    return page.locator("[name=label]"), page.locator("[name=note]")


def keep(page: Page, field: Locator, text: str) -> None:
    with page.expect_response(lambda answer: answer.url.endswith("/drafts/save/")) as kept:
        field.fill(text)
    assert kept.value.status == 200
    expect(page.locator("[data-bf-draft-state]")).to_have_text(re.compile(r"Brouillon gardé à \d\d:\d\d"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_closed_browser_and_another_one(meet: Meet, width: int, scheme: str) -> None:
    person = meet(PUBLISHER, signed_in=True, width=width, scheme=scheme)
    label, note = open_form(person)
    assert_accessible(person.page)
    keep(person.page, label, "2026/4")
    keep(person.page, note, "Le Kosovo a un code.")
    assert_accessible(person.page)
    person.page.context.close()

    again = meet(PUBLISHER, signed_in=True, width=width, scheme=scheme)
    again.page.goto(again.home)
    again.page.get_by_role("link", name=re.compile("Proposition d’une version")).click()
    label, note = fields(again.page)
    expect(label).to_have_value("2026/4")
    expect(note).to_have_value("Le Kosovo a un code.")
    expect(again.page.get_by_text("Rien n’en a été envoyé")).to_be_visible()
    assert_accessible(again.page)
    again.page.goto(f"{again.home}drafts/")
    assert_accessible(again.page)
    again.page.get_by_role("button", name=re.compile("Supprimer")).click()
    expect(again.page.get_by_text("Aucun brouillon")).to_be_visible()


def test_a_session_that_ended_while_one_typed(meet: Meet) -> None:
    person = meet(PUBLISHER)
    person.sign_in("email-code")
    label, _ = open_form(person)
    keep(person.page, label, "2026/5")
    elsewhere = Newcomer(person.page.context.new_page(), person.town, PUBLISHER)
    elsewhere.page.goto(elsewhere.home)
    elsewhere.sign_out()
    with person.page.expect_response(lambda answer: answer.url.endswith("/drafts/save/")):
        label.fill("2026/5 bis")
    expect(person.page.get_by_text("Votre session est terminée : vos derniers mots")).to_be_visible()
    elsewhere.sign_in("mobile-app")
    keep(person.page, label, "2026/5 ter")
    elsewhere.page.goto(elsewhere.home + FORM)
    expect(fields(elsewhere.page)[0]).to_have_value("2026/5 ter")


def test_a_form_sent_after_the_session_ended_without_javascript(meet: Meet) -> None:
    person = meet(PUBLISHER, javascript=False)
    person.sign_in("email-code")
    label, note = open_form(person)
    label.fill("2026/6")
    note.fill("Deux lignes\net la fin")
    elsewhere = Newcomer(person.page.context.new_page(), person.town, PUBLISHER)
    elsewhere.page.goto(elsewhere.home)
    elsewhere.sign_out()
    person.page.get_by_role("button", name="Garder et continuer plus tard").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Votre session est terminée")
    with person.page.expect_popup() as opened:
        person.page.get_by_role("link", name=re.compile("Se reconnecter")).click()
    back = Newcomer(opened.value, person.town, PUBLISHER)
    back.finish_sign_in("email-code")
    person.page.get_by_role("button", name="Envoyer de nouveau").click()
    label, note = fields(person.page)
    expect(label).to_have_value("2026/6")
    expect(note).to_have_value("Deux lignes\net la fin")


def test_a_server_killed_while_one_types(meet: Meet, town: Town, witness: Witness) -> None:
    person = meet(PUBLISHER, signed_in=True)
    label, note = open_form(person)
    keep(person.page, label, "2026/7")
    kill_portal(town)
    note.fill("Tapé sans serveur")
    wait_until_kept_in(town, person.page)
    person.page.reload()
    expect(fields(person.page)[0]).to_have_value("2026/7")
    expect(fields(person.page)[1]).to_have_value("Tapé sans serveur")
    witness.complaints.clear()  # the browser said that the server was away: it was


def kill_portal(town: Town) -> None:
    """Its whole group at once; the server names its processes as it likes, so they are known by their environment."""
    assert town.process is not None
    for child in Path(f"/proc/{town.process.pid}/task/{town.process.pid}/children").read_text().split():
        if b"\0BEFFROI_SERVICE=portal\0" in Path(f"/proc/{child}/environ").read_bytes():
            os.killpg(int(child), signal.SIGKILL)
            return
    raise AssertionError("The portal does not run.")


def wait_until_kept_in(town: Town, page: Page) -> None:
    """The page tries again by itself, every fifteen seconds."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if town.ask("SELECT version FROM kernel_drafts_draft WHERE form = 'code_lists.proposal'") == [(2,)]:
            return
        page.wait_for_timeout(500)
    raise AssertionError("It was never kept.")


def test_two_windows_and_both_versions(meet: Meet) -> None:
    here = meet(PUBLISHER, signed_in=True)
    label, _ = open_form(here)
    keep(here.page, label, "2026/8")
    there = here.page.context.new_page()
    there.goto(here.home + FORM)
    keep(there, fields(there)[1], "Écrit là-bas")
    with here.page.expect_response(lambda answer: answer.status == 409):
        label.fill("2026/8 ici")
    here.page.get_by_role("button", name="Comparer les deux versions").click()
    row = here.page.get_by_role("row", name=re.compile("Nom de la version"))
    expect(row).to_contain_text("2026/8 ici")
    expect(row).to_contain_text("Différent")
    assert_accessible(here.page)
    here.page.get_by_role("button", name="Continuer avec ce que j’ai saisi ici").click()
    expect(fields(here.page)[0]).to_have_value("2026/8 ici")


def test_kept_by_its_button_without_javascript(meet: Meet) -> None:
    person = meet(PUBLISHER, signed_in=True, javascript=False)
    label, _ = open_form(person)
    label.fill("2026/9")
    person.page.get_by_role("button", name="Garder et continuer plus tard").click()
    expect(fields(person.page)[0]).to_have_value("2026/9")
    expect(person.page.get_by_text("Votre brouillon est gardé")).to_be_visible()


def test_enter_presses_the_form_s_own_button(meet: Meet) -> None:
    person = meet(PUBLISHER, signed_in=True)
    label, _ = open_form(person)
    label.fill("2026/10")
    label.press("Enter")
    expect(
        person.page.get_by_text("Choisissez le fichier").or_(person.page.locator("[data-field=validation]")).first
    ).to_be_visible()
    assert person.page.url.endswith("/propose/")
