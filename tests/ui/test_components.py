"""Every component has its contract, its place in the gallery, and speaks the four languages."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override

from beffroi.ui.gallery import component_names, contract
from beffroi.ui.page import Link
from beffroi.ui.parts import KeyCard, Tile

LANGUAGES = [code for code, _ in settings.LANGUAGES]
SOURCES = Path(settings.BASE) / "ui"


def rendered(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize("name", component_names())
def test_component_says_what_it_takes(name: str) -> None:
    assert len(contract(name)) > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_gallery_shows_every_contract(gallery: Client, language: str) -> None:
    html = gallery.get(f"/{language}/gallery/").content.decode()
    assert f'<html lang="{language}"' in html
    for name in component_names():
        assert f'<summary lang="en">{name}</summary>' in html, name


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_gallery_leaves_no_english_behind(gallery: Client, language: str) -> None:
    english = _texts(gallery.get("/en/gallery/").content.decode())
    shared = english & _texts(gallery.get(f"/{language}/gallery/").content.decode())
    sentences = {text for text in shared if len(text.split()) > 3}
    assert not sentences


def _texts(html: str) -> set[str]:
    html = re.sub(r"<pre.*?</pre>|<header.*?</header>|<footer.*?</footer>", "", html, flags=re.S)
    return {" ".join(text.split()) for text in re.findall(r">([^<>]+)<", html)} - {""}


@pytest.mark.parametrize("word", ["<b>", "\"quoted'", "&amp;"])
def test_values_are_escaped(word: str) -> None:
    html = rendered(
        "{% button w name=w value=w %}{% link_button w w %}{% state_tag 'info' w %}{% tile tile %}{% key_card card %}"
        "{% alert 'info' title=w %}{{ w }}{% endalert %}{% empty_state w %}{{ w }}{% endempty_state %}{% links links %}"
        "{% copy_button w %}{% search_box w value=w %}",
        w=word,
        tile=Tile(word, word, "no_right", detail=word, action=Link(word, word)),
        card=KeyCard(word, word, word, word, "mail", word),
        links=[Link(word, word, language=word)],
    )
    assert word.replace("&amp;", "&amp;amp;") in html if word == "&amp;" else word not in html


def test_open_tile_is_entered_by_its_name_and_a_closed_one_is_not() -> None:
    opened = rendered("{% tile tile %}", tile=Tile("Codes", "…", "open", "/codes"))
    closed = rendered("{% tile tile %}", tile=Tile("Codes", "…", "no_right", action=Link("Ask", "/ask")))
    assert '<h3><a href="/codes">Codes</a></h3>' in opened
    assert "<h3>Codes</h3>" in closed
    assert 'href="/ask"' in closed


def test_unusable_key_is_no_link() -> None:
    html = rendered("{% key_card card %}", card=KeyCard("Mail", "…", "low", "/mail", "mail", "Too low here"))
    assert "/mail" not in html
    assert "Too low here" in html


@pytest.mark.parametrize("tone", ["neutral", "info", "success", "warning", "danger", "closed"])
def test_state_is_word_shape_and_colour(tone: str) -> None:
    html = rendered("{% state_tag tone 'Word' %}", tone=tone)
    assert "Word" in html
    assert "<use href=" in html
    assert f'data-tone="{tone}"' in html


def test_pagination_keeps_the_question_and_says_the_counts() -> None:
    request = RequestFactory().get("/fr/", {"q": "Aalter & co", "page": "2"})
    slice = Paginator(range(492), 25).page(2)
    with override("en"):
        html = rendered("{% pagination slice %}", slice=slice, request=request)
    assert "26 to 50 of 492" in html
    assert 'href="?q=Aalter+%26+co&amp;page=3"' in html


def test_pagination_of_one_page_shows_only_the_count() -> None:
    html = rendered("{% pagination slice %}", slice=Paginator(range(3), 25).page(1), request=RequestFactory().get("/"))
    assert "<ul>" not in html


def test_every_icon_named_in_a_template_is_drawn() -> None:
    sprite = (SOURCES / "static" / "ui" / "sprite.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named: set[str] = set()
    for path in SOURCES.parent.rglob("*.html"):
        named |= set(re.findall(r"\{% icon ['\"]([\w-]+)['\"]", path.read_text()))
        named |= set(re.findall(r"icon=['\"]([\w-]+)['\"]", path.read_text()))
    assert named <= drawn


def test_a_gap_between_page_numbers_leads_nowhere() -> None:
    request = RequestFactory().get("/?q=a")
    slice = Paginator(range(900), 25).get_page(2)
    html = rendered("{% pagination slice %}", slice=slice, request=request)
    assert "<span>…</span>" in html
    assert '<a href="?q=a&amp;page=36">' in html
