"""What is found: in the reader's language, with stems, accents and typing mistakes; never what is not shown."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel import clock
from beffroi.kernel.actor import NOBODY, system_actor
from beffroi.kernel.errors import Refused
from beffroi.kernel.localized import LANGUAGES, Localized
from beffroi.portal.search import actions, models
from beffroi.portal.search.queries import Findings, find
from beffroi.portal.search.rules import all_of, holds, is_like_a_code, words
from beffroi.portal.search.sources import Text, sources
from tests.conftest import ServiceClient, assert_page
from tests.portal.test_statements import statements

MACHINE = system_actor("tests")


def urls(findings: Findings, kind: str = "") -> list[str]:
    return [hit.url for group in findings.groups for hit in group.hits if kind in {"", group.kind}]


@pytest.mark.parametrize(
    ("text", "language", "address"),
    [
        ("lecteur de cartes", "fr", "/help/no-reader/"),
        ("lecteurs", "fr", "/help/reader-broken/"),  # the stem
        ("DECONNECTER", "fr", "/help/sign-out/"),  # no accent, capitals
        ("lectuer", "fr", "/help/reader-broken/"),  # two letters changed places
        ("comment me déconnecter", "fr", "/help/sign-out/"),  # a question in full
        ("wachtwoord vergeten", "nl", "/help/password-lost/"),
        ("Kartenleser", "de", "/help/no-reader/"),
        ("forgotten passwords", "en", "/help/password-lost/"),
        ("prima", "fr", "/applications/welfare/"),
        ("infocen", "fr", "/applications/statistics/"),  # the beginning of a word
        ("coronavirus", "nl", "/audiences/professionals/welfare-centres/"),
        ("paasmaandag", "nl", "/calendar/"),
        ("décisions du mois", "fr", "/calendar/"),  # a legal deadline
        ("WCAG", "de", "/pages/accessibility/"),
    ],
)
def test_reader_finds_what_he_means(indexed: None, text: str, language: str, address: str) -> None:
    from django.utils.translation import override

    with override(language):
        found = urls(find(text, language))
    assert f"/{language}{address}" in found, found


def test_mistyped_word_is_said_to_be_corrected(indexed: None) -> None:
    assert find("lectuer", "fr").corrected == "lecteur"
    assert find("lecteur", "fr").corrected == ""


def test_words_that_no_page_holds_together_are_looked_for_apart(indexed: None) -> None:
    findings = find("calendrier prima mot", "fr")
    assert findings.is_loose
    assert findings.groups


def test_nothing_is_found_for_nothing(indexed: None) -> None:
    for text in ("", "   ", "?!", "qqqqqqqqxyz"):
        assert find(text, "fr").groups == ()


@pytest.mark.parametrize(("from_on", "until_on", "is_found"), [
    (None, None, True),
    (date(2026, 1, 1), date(2026, 2, 1), False),
    (date(2027, 1, 1), None, False),
    (date(2026, 1, 1), date(2027, 1, 1), True),
])  # fmt: skip
def test_what_is_not_shown_today_is_not_found(
    indexed: None, frozen_clock: object, from_on: date | None, until_on: date | None, is_found: bool
) -> None:
    from datetime import UTC, datetime

    with clock.frozen(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        title = Localized({"fr": "Travaux nocturnes"})
        actions.put_text(kind="announcement", text=Text("works", title, Localized(), from_on, until_on), by=MACHINE)
        assert bool(find("nocturnes", "fr").groups) is is_found


def test_text_without_a_language_is_not_found_in_it(indexed: None) -> None:
    actions.put_text(kind="page", text=Text("about", Localized({"fr": "Kwyxjizov"}), Localized()), by=MACHINE)
    assert find("kwyxjizov", "fr").groups
    assert not find("kwyxjizov", "nl").groups


def test_text_taken_out_is_gone(indexed: None) -> None:
    actions.take_out(kind="application", code="welfare", by=MACHINE)
    assert "/fr/applications/welfare/" not in urls(find("prima", "fr"))


def test_everybody_is_not_the_editor(indexed: None) -> None:
    with pytest.raises(Refused):
        actions.put_text(kind="page", text=Text("about", Localized({"fr": "x"}), Localized()), by=NOBODY)


def test_unchanged_texts_are_not_put_in_again(indexed: None) -> None:
    assert actions.build_index(by=MACHINE) == []
    models.Edition.objects.filter(kind="help").update(checksum="old")
    models.Document.objects.create(kind="help", code="gone", language="fr", title="Disparu", vector="")
    assert actions.build_index(by=MACHINE) == ["help"]
    assert not models.Document.objects.filter(code="gone").exists()


def test_every_text_is_there_in_every_language(indexed: None) -> None:
    for source in sources():
        expected = {text.code for text in source.texts()}
        for language in LANGUAGES:
            found = set(
                models.Document.objects.filter(kind=source.kind, language=language).values_list("code", flat=True)
            )
            assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_shows_groups(portal: ServiceClient, indexed: None, language: str) -> None:
    body = assert_page(portal.get(f"/{language}/search/", {"q": "eID"}))
    assert 'id="found-help"' in body
    assert "<mark>eID</mark>" in body
    assert_page(portal.get(f"/{language}/search/"))
    assert "bf-empty" in assert_page(portal.get(f"/{language}/search/", {"q": "qqqqqqqqxyz"}))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a & | ! ( ) : *", "'; DROP TABLE x --", "%_\\", "\u202e", "é" * 300]
)
def test_odd_texts_are_only_words(portal: ServiceClient, indexed: None, text: str) -> None:
    body = assert_page(portal.get("/fr/search/", {"q": text}))
    assert "<script>alert" not in body


def test_search_asks_three_times_in_all(portal: ServiceClient, indexed: None) -> None:
    asked = statements(portal, "/fr/search/?q=carte")
    assert len(asked) == 3, "\n".join(sql[:120] for sql in asked)


def test_find_asks_twice_and_for_nothing_never(indexed: None) -> None:
    for text, count in (("carte", 2), ("lectuer", 2), ("", 0)):
        with CaptureQueriesContext(connection) as captured:
            find(text, "fr")
        assert len(captured) == count


@pytest.mark.parametrize(("wanted", "is_found"), [(True, True), (False, False)])
def test_announcement_of_an_organisation_is_found_by_its_people_only(
    indexed: None, monkeypatch: pytest.MonkeyPatch, wanted: bool, is_found: bool
) -> None:
    from dataclasses import replace
    from uuid import uuid4

    from beffroi.portal import queries

    organisation, catalogue = uuid4(), queries.catalogue()
    title = Localized(dict.fromkeys(LANGUAGES, "Fermeture exceptionnelle du guichet"))
    own = replace(catalogue.announcements[0], code="closed", text=title, organisations=frozenset({organisation}))
    monkeypatch.setattr(queries, "_latest", [replace(catalogue, announcements=(*catalogue.announcements, own))])
    actions.build_index(by=MACHINE)
    assert bool(urls(find("guichet fermeture", "fr", organisation if wanted else uuid4()), "announcement")) is is_found
    assert not urls(find("guichet fermeture", "fr"), "announcement")


def test_header_searches_from_every_page(portal: ServiceClient, indexed: None) -> None:
    for page in ("/fr/", "/fr/code-lists/", "/fr/help/", "/fr/nothing/"):
        assert 'action="/fr/search/"' in portal.get(page).content.decode()


@given(st.text(max_size=300))
def test_words_are_safe_for_the_database(text: str) -> None:
    found = words(text)
    assert len(found) <= 8
    assert all(word.isalnum() and len(word) <= 40 for word in found)
    assert all_of(found).count(":*") == len(found)


def test_codes_come_first_for_what_looks_like_one() -> None:
    assert is_like_a_code("92094")
    assert not is_like_a_code("Namur")
    assert holds("92094", ["Namur", "Namen"], ["namen"])
    assert not holds("92094", ["Namur", "Namen"], ["nature"])
