"""The help centre's pages: all there, in four languages, linked from where the questions arise."""

import re

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from beffroi.identity.pages.choice import _QUESTIONS
from beffroi.kernel.localized import LANGUAGES
from beffroi.portal.help.places import TOPIC_OF_PAGE
from beffroi.portal.help.topics import categories, topics
from beffroi.portal.rules.prose import blocks
from tests.conftest import ServiceClient, assert_page
from tests.portal.conftest import Office, SignIn

SIXTEEN = 16


def test_six_questions_and_sixteen_access_problems_are_there() -> None:
    counted = {category.code: len(category.topics) for category in categories()}
    assert counted["questions"] == 6
    assert counted["access"] == SIXTEEN


def test_links_of_the_sign_in_pages_lead_to_a_topic() -> None:
    assert {topic for topic, _ in _QUESTIONS if topic} <= set(topics())


@pytest.mark.parametrize("topic", sorted(topics()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_within_the_answers_lead_somewhere(topic: str, language: str) -> None:
    for block in blocks(topics()[topic].body[language]):
        for span in (span for line in block.lines for span in line):
            kind, code = span.place
            if kind == "help":
                assert code == "contact" or code in topics()
            elif kind == "identity":
                assert code in {"", "keys/", "sessions/"}
            assert "](" not in span.text, "a link that is not understood"


@pytest.mark.parametrize("topic", sorted(topics()))
def test_answers_say_the_same_in_four_languages(topic: str) -> None:
    """As many paragraphs and list items, links to the same places."""
    shapes = {
        language: [(block.is_list, len(block.lines)) for block in blocks(text)]
        for language, text in topics()[topic].body.items()
    }
    assert len({str(shape) for shape in shapes.values()}) == 1, shapes
    places = {re.sub(r"\[[^\]]+\]", "", " ".join(re.findall(r"\]\([^)]+\)", t))) for t in topics()[topic].body.values()}
    assert len(places) == 1


def test_french_typography() -> None:
    for topic in topics().values():
        for text in (topic.title["fr"], topic.body["fr"]):
            assert not re.search(r" [;:?!»]|« ", text), text


@pytest.mark.parametrize("page", sorted(TOPIC_OF_PAGE))
def test_contextual_help_names_topics_and_pages_that_exist(page: str) -> None:
    assert TOPIC_OF_PAGE[page] in topics()
    if ":" in page:
        with override("fr"):
            for arguments in ([], ["x"], ["x", "y"]):
                try:
                    reverse(page, args=arguments, urlconf="beffroi.config.urls_portal")
                except NoReverseMatch:
                    continue
                return
        try:
            reverse(page.replace("portal:", "portal_protocol:"), urlconf="beffroi.config.urls_portal")
        except NoReverseMatch:
            pytest.fail(f"there is no page {page}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_a_page(portal: ServiceClient, catalogue: None, language: str) -> None:
    index = assert_page(portal.get(f"/{language}/help/"))
    for code in topics():
        assert f'href="/{language}/help/{code}/"' in index
        body = assert_page(portal.get(f"/{language}/help/{code}/"))
        assert f'<html lang="{language}"' in body


def test_topic_says_which_key_is_not_installed_here(portal: ServiceClient, catalogue: None) -> None:
    assert "Pas encore installé" in assert_page(portal.get("/fr/help/reader-broken/"))
    assert "Pas encore installé" not in assert_page(portal.get("/fr/help/no-sms/"))


def test_unknown_topic_is_not_there(portal: ServiceClient, catalogue: None) -> None:
    assert portal.get("/fr/help/nothing/").status_code == 404


def test_pages_link_to_their_own_answer(sign_in: SignIn, office: Office) -> None:
    browser = sign_in(office.worker)
    assert 'href="/fr/help/why-closed/"' in assert_page(browser.get("/fr/applications/"))
    assert 'href="/fr/help/codes/"' in assert_page(browser.get("/fr/code-lists/"))
    assert "bf-need-help" not in assert_page(browser.get("/fr/help/"))
