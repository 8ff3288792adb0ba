"""Signing in with each key, from the portal's home page and back; what is open then; signing out everywhere."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet, NewPage, assert_accessible
from tests.journeys.newcomer import SECTOR, Key
from tests.journeys.town import Town

KEYS: list[tuple[Key, str, str, int]] = [
    ("email-code", "aurelie.dumont", "Aurélie Dumont", 250),
    ("mobile-app", "wim.vanacker", "Wim Van Acker", 400),
    ("token-card", "nathalie.keller", "Nathalie Keller", 300),
]


@pytest.mark.parametrize(("key", "user_name", "name", "level"), KEYS, ids=[row[0] for row in KEYS])
def test_a_newcomer_signs_in_from_the_home_page_and_comes_back(
    meet: Meet, town: Town, key: Key, user_name: str, name: str, level: int
) -> None:
    person = meet(user_name)
    page = person.page
    person.walk_to_sector()
    expect(page.get_by_role("heading", level=1)).to_have_text("CPAS & SPP Intégration sociale")
    expect(page.get_by_role("navigation", name="Vous êtes ici")).to_contain_text("Sécurité sociale")
    expect(person.tiles).to_have_count(11)
    page.get_by_role("link", name="Se connecter", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("S’identifier à l’administration en ligne")
    expect(page.get_by_role("heading", name="Important à savoir")).to_be_visible()
    person.finish_sign_in(key)
    assert page.url == person.home + SECTOR
    expect(person.person_menu).to_contain_text(name)
    permitted = town.ask(
        "SELECT level FROM kernel_auditrecord"
        " WHERE operation = 'identity.session.opened' AND person_name = %s AND result = 'permitted'",
        name,
    )
    assert {told for told, *_ in permitted} == {level}


def test_each_tile_says_what_it_is_to_the_person(meet: Meet) -> None:
    """A security advisor with a strong key, yet not the eID that IRIS asks."""
    person = meet("denis.noel")
    person.sign_in("mobile-app")
    open_tile = person.tile("Liste des codes")
    expect(open_tile).to_contain_text("Accès ouvert")
    iris = person.tile("IRIS - Consultation des loggings de sécurité")
    expect(iris).to_contain_text("Autre clé nécessaire")
    expect(iris).to_contain_text("carte eID avec un lecteur")
    expect(person.tile("Gestion des accès")).to_contain_text("Pas installée ici")
    infocentre = person.tile("Infocentre")
    expect(infocentre).to_contain_text("Hors de vos droits")
    expect(infocentre).to_contain_text("Chantal Petit")
    expect(infocentre).to_contain_text("DPD : Denis Noël")
    assert_accessible(person.page)

    iris.get_by_role("link", name=re.compile("Se connecter avec une autre clé")).click()
    expect(person.page.locator(".bf-key a")).to_have_count(1)
    expect(person.page.locator(".bf-key a")).to_have_attribute("href", re.compile(r"/eid/$"))
    assert_accessible(person.page)


def test_a_refused_person_learns_whom_to_ask_and_the_log_knows(meet: Meet, town: Town) -> None:
    person = meet("michel.fontaine")
    person.sign_in("email-code")
    page = person.page
    person.tile("Infocentre").get_by_role("link", name="Demander l’accès").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demander l’accès à Infocentre")
    expect(page.locator("main")).to_contain_text("Vincent Lejeune")
    expect(page.locator("main")).to_contain_text("Marieke Claes")
    answer = page.goto(f"{person.home}applications/statistics/")
    assert answer is not None and answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette application n’est pas dans vos droits")
    assert_accessible(page)
    shown = page.locator(".bf-reference b").first.inner_text()
    refused = town.ask(
        "SELECT result, request_reference FROM kernel_auditrecord"
        " WHERE operation = 'portal.application.opened' AND person_name = 'Michel Fontaine' AND result = 'refused'"
    )
    assert refused == [("refused", shown)]


def test_the_list_of_codes_opens_without_signing_in_again_and_is_remembered(meet: Meet, town: Town) -> None:
    person = meet("chantal.petit")
    person.sign_in("email-code")
    page = person.page
    person.tile("Liste des codes").get_by_role("link").click()
    page.wait_for_url("**/fr/code-lists/")
    search = page.locator("main").get_by_role("searchbox")
    search.fill("Aalter")
    search.press("Enter")
    expect(page.get_by_role("link", name=re.compile("44084")).first).to_be_visible()
    page.goto(person.home)
    expect(person.tile("Liste des codes")).to_be_visible()
    operations = town.ask(
        "SELECT operation FROM kernel_auditrecord WHERE person_name = 'Chantal Petit' AND result = 'permitted' ORDER BY at"
    )
    assert [name for (name,) in operations][-4:] == [
        "identity.session.opened",
        "identity.service.opened",
        "portal.session.opened",
        "portal.application.opened",
    ]


def test_favourites_stand_first_in_the_order_one_gives_them(meet: Meet) -> None:
    person = meet("michel.fontaine")
    person.sign_in("email-code")
    page = person.page
    for name in ("Liste des codes", "e-Box"):
        star = page.get_by_role("button", name=f"Favori – {name}")
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
    page.goto(f"{person.home}favourites/")
    page.get_by_role("button", name="Monter – e-Box").click()
    page.goto(person.home)
    expect(person.tiles.locator("h3").first).to_have_text("e-Box")
    page.goto(f"{person.home}favourites/")
    page.get_by_role("button", name=re.compile("Retirer – e-Box")).click()
    expect(page.locator("main")).not_to_contain_text("e-Box")


def test_signing_out_ends_everything_and_back_shows_nothing(meet: Meet, town: Town, new_page: NewPage) -> None:
    person = meet("sophie.vandenberghe")
    person.sign_in("email-code")
    page = person.page
    page.goto(f"{person.home}organisations/")
    page.goto(person.home)
    person.sign_out()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("déconnecté"))
    assert_accessible(page)
    for _ in range(3):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("Vandenberghe")
    page.goto(f"{person.service}sessions/")
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()
    assert town.ask(
        "SELECT count(*) FROM identity_session AS s JOIN identity_person AS p ON p.id = s.person_id"
        " WHERE p.user_name = 'sophie.vandenberghe' AND s.ended_at IS NULL"
    ) == [(0,)]
    ended = town.ask(
        "SELECT operation FROM kernel_auditrecord WHERE person_name = 'Sophie Vandenberghe' AND operation LIKE '%%.ended'"
    )
    assert {name for (name,) in ended} == {"identity.session.ended", "portal.session.ended"}
