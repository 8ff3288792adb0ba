"""The eID card in a browser: the production script, the desk's reader, each outcome of a card, the step-up for IRIS."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Meet, NewPage, assert_accessible
from tests.journeys.newcomer import SECTOR, Newcomer
from tests.journeys.town import Town

PIN = "1234"
IRIS = {
    "fr": ("IRIS - Consultation des loggings de sécurité", "Se connecter avec une autre clé", "Pas installée ici"),
    "nl": ("IRIS - Raadpleging van de veiligheidsloggings", "Aanmelden met een andere sleutel", "iet geïnstalleerd"),
}


def begin(page: Page, town: Town, language: str) -> None:
    """From the sector page to the eID page."""
    page.goto(f"{town.portal}/{language}/{SECTOR}")
    page.locator(".bf-band__sign-in").click()
    page.locator(".bf-key a[href*='/eid/']").click()


def insert(page: Page, card: str, pin: str = PIN) -> None:
    page.locator("form[data-web-eid] button").click()
    page.locator("#desk-card").select_option(card)
    type_pin(page, pin)


def type_pin(page: Page, pin: str) -> None:
    page.locator("#desk-pin").fill(pin)
    page.locator("#desk-reader [type=submit]").click()


@pytest.mark.parametrize(("language", "card"), [("fr", "emilie.collard"), ("nl", "yasmina.elamrani")])
def test_a_good_card_signs_in_without_user_name(town: Town, new_page: NewPage, language: str, card: str) -> None:
    """A citizen's card, and a foreigner's with a BIS number."""
    page = new_page(language=language)
    begin(page, town, language)
    assert_accessible(page)
    page.locator("form[data-web-eid] button").click()
    page.locator("#desk-card").select_option(card)
    assert_accessible(page)
    type_pin(page, PIN)
    page.wait_for_url(f"{town.portal}/**")
    expect(page.locator(".bf-header__person")).to_be_visible()


REFUSED = [
    ("fr", "aurelie.dumont.revoked", "Votre carte a été révoquée"),
    ("nl", "aurelie.dumont.revoked", "Uw kaart werd ingetrokken"),
    ("fr", "aurelie.dumont.expired", "Votre carte a expiré"),
    ("nl", "aurelie.dumont.expired", "Uw kaart is vervallen"),
    ("fr", "nora.visser", "Nous vous avons reconnu, mais vous n’avez pas de profil ici"),
    ("nl", "nora.visser", "Wij hebben u herkend, maar u hebt hier geen profiel"),
]


@pytest.mark.parametrize(("language", "card", "title"), REFUSED)
def test_a_refused_card_gets_a_page_with_a_way_on(
    town: Town, new_page: NewPage, language: str, card: str, title: str
) -> None:
    page = new_page(language=language)
    begin(page, town, language)
    insert(page, card)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("main .bf-help")).to_contain_text(re.compile(r"B-[0-9A-Z]{4}-[0-9A-Z]{4}"))
    assert_accessible(page)
    page.locator("main a[href$='/sign-in/'], main .bf-buttons a").first.click()
    expect(page.locator(".bf-key").first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "certificat d’authentification"), ("nl", "authenticatiecertificaat")]
)
def test_a_card_without_certificate_says_so_in_the_reader(
    town: Town, new_page: NewPage, language: str, words: str
) -> None:
    page = new_page(language=language)
    begin(page, town, language)
    insert(page, "aurelie.dumont.no_certificate")
    expect(page.locator("#desk-reader-alert")).to_contain_text(words)


def test_who_stops_sees_why_and_can_begin_again(town: Town, new_page: NewPage) -> None:
    page = new_page()
    begin(page, town, "fr")
    page.locator("form[data-web-eid] button").click()
    expect(page.locator("#desk-reader")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-web-eid-alert]")).to_contain_text("Vous avez arrêté avant la lecture de la carte")
    expect(page.locator("form[data-web-eid] button")).to_be_focused()
    assert_accessible(page)
    insert(page, "emilie.collard")
    page.wait_for_url(f"{town.portal}/**")


def test_three_wrong_pins_block_the_card_and_the_desk_unblocks_it(town: Town, new_page: NewPage) -> None:
    page = new_page(language="nl")
    begin(page, town, "nl")
    insert(page, "marieke.claes", "0000")
    for left in ("2", "1"):
        expect(page.locator("#desk-reader-alert")).to_contain_text(left)
        type_pin(page, "0000")
    expect(page.locator("#desk-reader-alert")).to_contain_text("geblokkeerd")
    page.goto(f"{town.portal}/nl/desk/cards/")
    assert_accessible(page)
    page.get_by_role("button", name="De kaart van Marieke Claes deblokkeren").click()
    expect(page.get_by_role("row", name="Marieke Claes")).to_contain_text("geldig")


def test_without_the_extension_the_page_says_what_to_install(town: Town, new_page: NewPage) -> None:
    page = new_page()
    page.route("**/card_reader*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    begin(page, town, "fr")
    page.locator("form[data-web-eid] button").click()
    expect(page.get_by_role("alert")).to_contain_text("extension Web eID")


def test_without_javascript_the_other_keys_stay_in_reach(town: Town, new_page: NewPage) -> None:
    page = new_page(javascript=False)
    begin(page, town, "fr")
    page.locator("form[data-web-eid] button").click()
    expect(page.locator("main")).to_contain_text("Aucune réponse de carte")
    page.get_by_role("link", name="Choisir une autre clé").click()
    expect(page.locator(".bf-key")).to_have_count(5)


@pytest.mark.parametrize(("language", "user_name"), [("fr", "denis.noel"), ("nl", "karen.maes")])
def test_a_security_advisor_steps_up_for_iris(meet: Meet, town: Town, language: str, user_name: str) -> None:
    person: Newcomer = meet(user_name, language=language)
    person.sign_in("email-code")
    name, stronger, installed = IRIS[language]
    person.tile(name).get_by_role("link", name=re.compile(stronger)).click()
    page = person.page
    page.locator(".bf-key a[href*='/eid/']").click()
    assert page.locator("[name=user_name]").count() == 0
    insert(page, user_name)
    page.wait_for_url(f"{town.portal}/**")
    page.goto(person.home + SECTOR)
    expect(person.tile(name)).to_contain_text(installed)
    levels = town.ask(
        "SELECT level FROM identity_session WHERE keys @> '{eid,email_code}'::varchar[] AND ended_at IS NULL"
        " AND person_id IN (SELECT id FROM identity_person WHERE user_name = %s)",
        user_name,
    )
    assert levels == [(500,)]
