"""For whom one works, where one comes back to, how long one stays."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Meet, assert_accessible
from tests.journeys.newcomer import SECTOR
from tests.journeys.town import Town


def test_a_person_of_two_organisations_chooses_and_changes(meet: Meet, town: Town) -> None:
    person = meet("emilie.collard")
    page = person.page
    page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    person.finish_sign_in("mobile-app")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pour qui travaillez-vous maintenant ?")
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("CPAS de Ciney")).click()
    assert page.url == person.home + SECTOR
    expect(person.person_menu).to_contain_text("CPAS de Ciney")
    expect(person.tile("Prima-Web")).to_contain_text("Pas installée ici")
    expect(person.tile("Match-IT")).to_contain_text("Hors de vos droits")

    person.person_menu.locator("summary").click()
    person.person_menu.get_by_role("link", name=re.compile("CPAS de Forest|organisation")).first.click()
    page.get_by_role("button", name=re.compile("CPAS de Forest")).click()
    page.goto(person.home + SECTOR)
    expect(person.person_menu).to_contain_text("CPAS de Forest")
    expect(person.tile("Prima-Web")).to_contain_text("Hors de vos droits")
    expect(person.tile("Prima-Web")).to_contain_text("Sophie Vandenberghe")
    chosen = town.ask(
        "SELECT count(*) FROM kernel_auditrecord"
        " WHERE operation = 'portal.organisation.chosen' AND person_name = 'Émilie Collard' AND result = 'permitted'"
    )
    assert chosen == [(2,)]


def test_a_person_without_account_learns_whom_to_ask(meet: Meet) -> None:
    person = meet("olivier.gerard")
    person.sign_in("email-code")
    page = person.page
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("vous n’avez pas de compte ici"))
    assert_accessible(page)
    page.goto(person.home + SECTOR)
    expect(person.person_menu).to_contain_text("Olivier Gérard")
    expect(person.tile("Liste des codes")).to_contain_text("Accès ouvert")
    person.sign_out()


def test_a_page_asked_before_the_sign_in_is_where_one_arrives(meet: Meet) -> None:
    person = meet("dorje", language="nl")
    page = person.page
    page.goto(f"{person.home}favourites/")
    page.wait_for_url(f"{person.town.identity}/nl/**")
    person.finish_sign_in("email-code")
    assert page.url == f"{person.home}favourites/"
    expect(person.person_menu).to_contain_text("Dorje")
    assert_accessible(page)


def test_no_address_leads_out_of_the_portal(meet: Meet) -> None:
    person = meet("aurelie.dumont", signed_in=True)
    for outside in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aX: y",
    ):
        person.page.goto(f"{person.home}sign-in/?next={outside}")
        assert person.page.url.startswith(f"{person.town.portal}/fr/")


def test_an_expired_session_ends_softly(meet: Meet, town: Town) -> None:
    person = meet("dorje", language="nl")
    person.sign_in("email-code")
    page = person.page
    town.ask(
        "UPDATE portal_session SET idle_until = now() - interval '1 second' WHERE account_id ="
        " (SELECT id FROM access_account WHERE surname = 'Dorje')"
    )
    page.get_by_role("button", name=re.compile("Favoriet – ")).first.click()
    page.wait_for_load_state()
    expect(page.locator("body")).not_to_contain_text("Dorje")
    assert_accessible(page)
    page.locator("main").get_by_role("link", name="Aanmelden").click()
    page.wait_for_load_state()
    expect(person.person_menu).to_contain_text("Dorje")  # the sign-in service still knows him


def test_one_is_warned_before_the_idle_end_and_can_stay(meet: Meet) -> None:
    person = meet("aurelie.dumont", signed_in=True)
    page = person.page
    page.clock.install()
    page.goto(person.home + SECTOR)
    page.get_by_label("Trouver une application").fill("prima")
    page.clock.fast_forward("27:30")
    dialog = page.get_by_role("dialog", name="Êtes-vous toujours là ?")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_role("button", name="Rester connecté").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Trouver une application")).to_have_value("prima")
