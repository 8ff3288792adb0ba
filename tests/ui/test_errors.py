"""An error page says what happened, what to do and the reference, in each language, and never fails itself."""

import re
from unittest.mock import patch

import pytest
from django.conf import settings
from django.template import loader
from django.test import Client
from django.utils.translation import override

from beffroi.ui.gallery import STATUSES

LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_error_page_speaks_with_its_reference(gallery: Client, language: str, status: int) -> None:
    response = gallery.get(f"/{language}/gallery/errors/{status}/")
    html = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language}"' in html
    assert "B-7K3F-9Q2M" in html
    assert html.count("<h1") == 1
    assert re.search(r"<h1[^>]*>.{8,}</h1>", html)


@pytest.mark.parametrize("status", [500, 503])
def test_failure_page_needs_neither_request_nor_frame(status: int) -> None:
    context = {"status": status, "title": "T", "detail": "D", "reference": "B-1", "reason": "", "facts": {}}
    with patch("beffroi.ui.context.page", side_effect=RuntimeError), override("nl"):
        html = loader.get_template(f"errors/{status}.html").render(context)
    assert '<html lang="nl"' in html
    assert "B-1" in html


def test_unknown_page_is_answered_in_the_readers_language(gallery: Client) -> None:
    response = gallery.get("/de/nowhere/")
    assert response.status_code == 404
    assert "Diese Seite gibt es hier nicht" in response.content.decode()


def test_refusal_shows_rule_granter_and_way_out() -> None:
    facts = {"rule": "Law of 1990", "granter": "Luc Janssens", "ask_url": "/ask"}
    html = loader.render_to_string(
        "ui/refusal.html", {"title": "T", "detail": "D", "reference": "B-1", "heading": "h1", **facts}
    )
    for part in ("Law of 1990", "Luc Janssens", 'href="/ask"', "B-1"):
        assert part in html
