"""The frame of every page: language switch, environment, colours, who is signed in."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings
from django.urls import translate_url
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from beffroi.ui.context import Page, address_in


def test_language_switch_leads_to_the_same_page_with_its_question(gallery: Client) -> None:
    html = gallery.get("/fr/gallery/?page=4&q=%C3%A9").content.decode()
    for code, name in (("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")):
        assert f'<a href="/{code}/gallery/?page=4&amp;q=%C3%A9" lang="{code}" hreflang="{code}">{name}</a>' in html
    assert 'hreflang="fr"' not in html


@override_settings(ROOT_URLCONF="tests.ui.addresses")
def test_language_switch_agrees_with_django() -> None:
    with override("fr"):
        for code, _ in settings.LANGUAGES:
            for path in ("/fr/gallery/", "/fr/gallery/errors/404/?a=1"):
                assert address_in(path, code) == translate_url(path, code)


@given(st.text(max_size=60), st.sampled_from(["fr", "nl", "de", "en"]))
def test_language_switch_never_leaves_the_site(rest: str, code: str) -> None:
    for path in (f"/{rest}", f"/fr/{rest}", f"//{rest}", f"/fr//{rest}"):
        assert re.match(rf"/{code}(/|\?|$)", address_in(path, code))


def test_acceptance_says_what_it_is_and_production_does_not(gallery: Client) -> None:
    assert "bf-environment" in gallery.get("/fr/gallery/").content.decode()
    with override_settings(ENVIRONMENT="production"):
        assert "bf-environment" not in gallery.get("/fr/gallery/").content.decode()


@pytest.mark.parametrize(("cookie", "scheme"), [("", "auto"), ("dark", "dark"), ("light", "light"), ('"><b>', "auto")])
def test_colours_follow_the_device_unless_chosen(cookie: str, scheme: str) -> None:
    request = RequestFactory().get("/fr/")
    request.COOKIES["beffroi_color_scheme"] = cookie
    assert Page(request).color_scheme == scheme


def test_signed_in_person_sees_his_name_and_can_leave(gallery: Client) -> None:
    html = gallery.get("/fr/gallery/?in").content.decode()
    assert "Marie-Christine Vandenbroucke-Delvaux" in html
    assert re.search(r'<form method="post" action="/leave">\s*<input type="hidden" name="csrfmiddlewaretoken"', html)
    assert 'data-bf-idle="30"' in html
    assert "bf-header__sign-in" not in html


def test_visitor_gets_no_idle_warning(gallery: Client) -> None:
    html = gallery.get("/fr/gallery/").content.decode()
    assert "data-bf-idle" not in html
    assert 'href="/sign-in"' in html


def test_page_has_skip_link_language_and_one_main(gallery: Client) -> None:
    html = gallery.get("/de/gallery/").content.decode()
    assert html.index('class="ds-skip-link" href="#main"') < html.index("<header")
    assert html.count("<main ") == html.count("<h1") == 1


def test_frame_is_worked_out_once_a_request(monkeypatch: pytest.MonkeyPatch, gallery: Client) -> None:
    from beffroi.ui import page

    calls: list[Any] = []
    original = page._frames["portal"]
    monkeypatch.setitem(page._frames, "portal", lambda request: calls.append(request) or original(request))
    gallery.get("/fr/gallery/")
    assert len(calls) == 1
