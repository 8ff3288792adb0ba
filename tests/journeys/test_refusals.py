"""What goes wrong at the sign-in: each time a page that says what happened and how to go on, never a dead end."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet, assert_accessible
from tests.journeys.newcomer import SECTOR
from tests.journeys.town import Town


def test_a_wrong_password_says_no_more_than_an_unknown_name(meet: Meet) -> None:
    sentences = []
    for user_name in ("benoit.lambert", "nobody.at.all"):
        person = meet(user_name)
        person.page.goto(person.home + SECTOR)
        person.ask_to_sign_in()
        person.choose_key("email-code")
        person.give_password("not the right one at all")
        sentences.append(person.page.locator(".bf-error-summary").inner_text())
        assert_accessible(person.page)
        expect(person.page.locator("[name=password]")).to_have_value("")
    assert sentences[0] == sentences[1]
    assert "n’est pas correct" in sentences[0]


def test_too_many_wrong_passwords_make_one_wait(meet: Meet) -> None:
    person = meet("vincent.lejeune")
    person.page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    person.choose_key("email-code")
    for _ in range(6):
        person.give_password("not the right one at all")
    expect(person.page.locator("main")).to_contain_text(re.compile("Trop d’essais.*Vous pourrez réessayer"))
    assert_accessible(person.page)


def test_a_wrong_code_can_be_mended_and_five_ask_for_a_new_one(meet: Meet) -> None:
    person = meet("ilse.goossens")
    page = person.page
    page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    person.choose_key("email-code")
    person.give_password()
    right = person.mailed_code()
    for _ in range(5):
        person.give_code("00000000" if right != "00000000" else "11111111")
        expect(page.get_by_label("Code de sécurité")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    person.give_code(right)
    expect(page.locator("main")).to_contain_text(re.compile("cinq fois|Trop d’essais"))
    expect(page.get_by_role("button", name="Renvoyer le code")).to_be_visible()
    expect(page.get_by_role("link", name="Choisir une autre clé")).to_be_visible()
    expect(page).to_have_url(re.compile("/code/$"))


def test_a_late_code_is_refused_and_a_new_one_comes(meet: Meet, town: Town) -> None:
    person = meet("pieter.janssens", javascript=False)  # the button waits for nothing without JavaScript
    page = person.page
    page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    person.choose_key("email-code")
    person.give_password()
    late = person.mailed_code()
    town.ask("UPDATE identity_emailcode SET expires_at = now() WHERE transaction_id = %s", person.reference)
    person.give_code(late)
    expect(page.locator("main")).to_contain_text("Ce code a expiré")
    page.get_by_role("button", name="Renvoyer le code").click()
    person.give_code(person.mailed_code())
    page.wait_for_url(person.home + SECTOR)


def test_a_locked_card_leads_to_another_key(meet: Meet) -> None:
    person = meet("anke.schumacher")
    page = person.page
    page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    person.choose_key("token-card")
    person.give_password()
    wrong = "BBBBBB" if person.card_code().replace(" ", "") != "BBBBBB" else "CCCCCC"
    for _ in range(5):
        person.give_code(wrong)
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette clé est bloquée")
    assert_accessible(page)
    page.get_by_role("link", name="Choisir une autre clé").click()
    person.finish_sign_in("mobile-app")
    assert page.url == person.home + SECTOR


@pytest.mark.parametrize("forged", ["B" * 43, "%00", "..%2f..%2fetc"])
def test_a_forged_sign_in_is_refused(meet: Meet, forged: str) -> None:
    person = meet("thomas.renard")
    answer = person.page.goto(f"{person.service}sign-in/{forged}/")
    assert answer is not None and 400 <= answer.status < 500
    expect(person.page.locator("main")).to_contain_text(re.compile("B-[0-9A-Z]{4}-[0-9A-Z]{4}"))
    assert_accessible(person.page)


def test_an_expired_sign_in_says_so_and_leads_back(meet: Meet, town: Town) -> None:
    person = meet("thomas.renard")
    page = person.page
    page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    person.choose_key("email-code")
    town.ask("UPDATE identity_transaction SET expires_at = now() WHERE reference = %s", person.reference)
    person.give_password()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("n’est plus valable"))
    assert_accessible(page)
    page.get_by_role("link", name="Retour").first.click()
    page.wait_for_url(f"{town.portal}/**")


def test_the_link_of_another_browser_is_refused(meet: Meet) -> None:
    one, other = meet("thomas.renard"), meet("thomas.renard")
    one.page.goto(one.home + SECTOR)
    one.ask_to_sign_in()
    one.choose_key("email-code")
    answer = other.page.goto(one.page.url)
    assert answer is not None and answer.status == 403
    expect(other.page.get_by_role("heading", level=1)).to_have_text(re.compile("commencée dans un autre navigateur"))
    assert_accessible(other.page)


def test_going_back_after_the_sign_in_does_not_sign_in_twice(meet: Meet) -> None:
    person = meet("karen.maes")
    page = person.page
    person.sign_in("email-code")
    for _ in range(2):
        page.go_back()
        page.wait_for_load_state()
    if "/sign-in/" in page.url and page.locator("[name=code], [name=password]").count():
        person.submit()
    page.goto(person.home)
    expect(person.person_menu).to_contain_text("Karen Maes")


def test_two_tabs_sign_in_side_by_side(meet: Meet) -> None:
    person = meet("hilde.peeters")
    one = person.page
    two = one.context.new_page()
    one.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    two.goto(f"{person.home}sign-in/?next=/fr/favourites/")
    person.finish_sign_in("email-code")
    assert one.url == person.home + SECTOR
    two.reload()
    two.wait_for_load_state()
    two.goto(f"{person.home}favourites/")
    expect(two.get_by_role("heading", level=1)).to_have_text("Mes favoris")


def test_cancelling_comes_back_to_where_one_was(meet: Meet) -> None:
    person = meet("thomas.renard")
    page = person.page
    page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    person.choose_key("email-code")
    page.get_by_role("link", name="Annuler").click()
    expect(person.person_menu).to_have_count(0)
    expect(page.get_by_role("link", name="Se reconnecter")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Revenir où vous étiez").click()
    assert page.url == person.home + SECTOR


def test_a_session_ended_elsewhere_is_dead_at_once_in_both_services(meet: Meet) -> None:
    here, there = meet("marieke.claes"), meet("marieke.claes")
    here.sign_in("email-code")
    there.sign_in("email-code")
    there.page.goto(f"{there.service}sessions/")
    assert_accessible(there.page)
    there.page.get_by_role("button", name="Terminer toutes les autres sessions").click()
    expect(there.page.get_by_role("button", name=re.compile("Terminer"))).to_have_count(1)
    here.page.goto(f"{here.service}sessions/")
    expect(here.page.locator("main")).not_to_contain_text("Mes sessions")
    expect(here.page.locator("body")).not_to_contain_text("Claes")
    for _ in range(50):  # the portal is told by the worker
        here.page.goto(here.home)
        if not here.person_menu.count():
            break
        here.page.wait_for_timeout(100)
    expect(here.page.locator("body")).not_to_contain_text("Claes")
    there.page.goto(there.home)
    expect(there.person_menu).to_contain_text("Marieke Claes")


def test_a_mail_is_not_lost_when_the_worker_dies(meet: Meet, town: Town) -> None:
    person = meet("thomas.renard")
    person.page.goto(person.home + SECTOR)
    person.ask_to_sign_in()
    person.choose_key("email-code")
    town.kill("cli worker")
    person.give_password()
    person.give_code(person.mailed_code())
    person.page.wait_for_url(person.home + SECTOR)
