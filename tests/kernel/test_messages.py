"""The catalogues: what the sources ask for, what translators give, and what must never pass."""

import os
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Message
from django.utils.translation import trans_real

from beffroi.kernel.messages.__main__ import main
from beffroi.kernel.messages.catalogues import LANGUAGES, Catalogues, compile_stale, key_of, messages
from beffroi.kernel.messages.checks import faults, typography
from beffroi.kernel.messages.sources import Key, collect

TEMPLATE = """{% load i18n %}{% translate "Send a code" %} {% translate "May" context "month" %}
   {% blocktranslate trimmed count n=n with place=p %}
      One letter for {{ place }}
   {% plural %}
      {{ n }} letters for {{ place }}
   {% endblocktranslate %}
{% include "x.html" with label=_("It's here") %}{{ x|default:_("Nothing") }}
{% comment %}{% translate "Not asked for" %}{% endcomment %}
"""
PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext_lazy, pgettext_lazy
a = _("Hello " "you")
b = pgettext_lazy("greeting", "Hi %(name)s")
c = ngettext("%(n)s day", "%(n)s days", 3)
d = npgettext_lazy("short", "%(n)s d", "%(n)s ds", "n")
e = _(a)
"""
TRANSLATIONS = [
    {"id": "Send a code", "fr": "Envoyer un code", "nl": "Een code sturen", "de": "Einen Code senden"},
    {"id": "May", "context": "month", "fr": "mai", "nl": "mei", "de": "Mai"},
    {
        "id": "One letter for %(place)s",
        "plural": "%(n)s letters for %(place)s",
        "fr": ["Une lettre pour %(place)s", "%(n)s lettres pour %(place)s"],
    },
]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    package = tmp_path / "house"
    (package / "room" / "templates" / "room").mkdir(parents=True)
    (package / "room" / "templates" / "room" / "page.html").write_text(TEMPLATE)
    (package / "room" / "words.py").write_text(PYTHON)
    return package


def write(path: Path, entries: object) -> str:
    path.write_text(yaml.safe_dump(entries, allow_unicode=True))
    return str(path)


def po(package: Path, language: str) -> str:
    return Catalogues(package / "locale").po(language).read_text()


def test_every_way_of_asking_is_found(package: Path) -> None:
    found = collect(package)
    assert found.wanted.keys() == {
        Key("Send a code"),
        Key("May", "month"),
        Key("One letter for %(place)s"),
        Key("It's here"),
        Key("Nothing"),
        Key("Hello you"),
        Key("Hi %(name)s", "greeting"),
        Key("%(n)s day"),
        Key("%(n)s d", "short"),
    }
    assert found.wanted[Key("One letter for %(place)s")].plural == "%(n)s letters for %(place)s"
    assert found.wanted[Key("%(n)s d", "short")].plural == "%(n)s ds"
    assert found.wanted[Key("Nothing")].files == {"house/room/templates/room/page.html"}


def test_writing_twice_changes_nothing(package: Path) -> None:
    main([], package)
    first = {language: po(package, language) for language in LANGUAGES}
    main([], package)
    assert first == {language: po(package, language) for language in LANGUAGES}
    assert 'msgstr "Hello you"' in first["en"]


def test_imported_translations_reach_django(package: Path, tmp_path: Path) -> None:
    assert main(["--import", write(tmp_path / "t.yaml", TRANSLATIONS)], package) == 0
    catalog = trans_real.gettext_module.translation("django", package / "locale", ["fr"])
    assert catalog.gettext("Send a code") == "Envoyer un code"
    assert catalog.pgettext("month", "May") == "mai"
    one, many = "One letter for %(place)s", "%(n)s letters for %(place)s"
    assert [catalog.ngettext(one, many, n).split()[0] for n in (0, 1, 2)] == ["Une", "Une", "%(n)s"]


def test_second_import_keeps_the_first(package: Path, tmp_path: Path) -> None:
    main(["--import", write(tmp_path / "a.yaml", TRANSLATIONS[:1])], package)
    main(["--import", write(tmp_path / "b.yaml", TRANSLATIONS[1:])], package)
    assert 'msgstr "Envoyer un code"' in po(package, "fr")
    assert 'msgstr "mai"' in po(package, "fr")


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([{"id": "Nobody asks", "fr": "x"}], "no source asks for 'Nobody asks'"),
        ([{"id": "May", "fr": "mai"}], "there with the context 'month'"),
        ([{"id": "Nothing", "fr": ["un", "deux"]}], "takes 1 form(s) in fr, not 2"),
        ([{"id": "One letter for %(place)s", "fr": "x"}], "takes 2 form(s) in fr, not 1"),
        (["a word"], "not a message with an id"),
        ({"id": "x"}, "is not a list of messages"),
    ],
)
def test_entry_that_fits_nowhere_is_named(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], entries: object, sentence: str
) -> None:
    assert main(["--import", write(tmp_path / "t.yaml", entries)], package) == 1
    assert sentence in capsys.readouterr().out


def test_file_that_is_not_yaml_is_refused(package: Path, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_bytes(b"\xff\xfe: [")
    assert main(["--import", str(tmp_path / "t.yaml")], package) == 1


def test_dropped_message_leaves_the_catalogue_only_when_all_was_read(package: Path, tmp_path: Path) -> None:
    main(["--import", write(tmp_path / "t.yaml", TRANSLATIONS)], package)
    page = package / "room" / "templates" / "room" / "page.html"
    page.write_text("{% load i18n %}{% blocktranslate %}{% if %}")
    main([], package)
    assert "Envoyer un code" in po(package, "fr")
    page.write_text("")
    main([], package)
    assert "Envoyer un code" not in po(package, "fr")


def test_missing_is_a_skeleton_to_fill_in(package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--import", write(tmp_path / "t.yaml", TRANSLATIONS)], package)
    capsys.readouterr()
    main(["--missing", "fr", "de"], package)
    skeleton = {entry["id"]: entry for entry in yaml.safe_load(capsys.readouterr().out)}
    assert "Send a code" not in skeleton
    assert skeleton["One letter for %(place)s"]["de"] == ["", ""]
    assert "fr" not in skeleton["One letter for %(place)s"]
    assert skeleton["Hi %(name)s"] == {"id": "Hi %(name)s", "context": "greeting", "fr": "", "de": ""}


def test_check_passes_when_all_is_translated_and_only_then(package: Path, tmp_path: Path) -> None:
    main([], package)
    assert main(["--check"], package) == 1
    complete = []
    for key, wanted in collect(package).wanted.items():
        forms = [key.id, wanted.plural] if wanted.plural else key.id
        complete.append({"id": key.id, "context": key.context, "fr": forms, "nl": forms, "de": forms})
    assert main(["--import", write(tmp_path / "t.yaml", complete)], package) == 0
    assert main(["--check"], package) == 0
    (package / "room" / "words.py").write_text(PYTHON + '_("One more")\n')
    assert main(["--check"], package) == 1
    (package / "room" / "words.py").write_text("")
    assert main(["--check"], package) == 1


def test_compiled_catalogue_follows_its_source(package: Path) -> None:
    main([], package)
    assert compile_stale(package / "locale") == []
    path = Catalogues(package / "locale").po("fr")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1_000_000))
    assert compile_stale(package / "locale") == [path.with_suffix(".mo")]


def test_fuzzy_mark_survives_until_somebody_translates(package: Path, tmp_path: Path) -> None:
    main(["--import", write(tmp_path / "t.yaml", TRANSLATIONS)], package)
    path = Catalogues(package / "locale").po("fr")
    path.write_text(path.read_text().replace('msgid "Send a code"', '#, fuzzy\nmsgid "Send a code"'))
    main([], package)
    known = messages(Catalogues(package / "locale").read("fr"))
    assert known[Key("Send a code")].fuzzy
    main(["--import", str(tmp_path / "t.yaml")], package)
    assert not messages(Catalogues(package / "locale").read("fr"))[Key("Send a code")].fuzzy


GOOD_FRENCH = [  # ~ stands for the no-break space, which nobody sees in a source
    "Votre code~: 12345678",
    "«~Code~»",
    "À 14:05, le 24/11/2026",
    "Important à savoir~!",
    "100~% des personnes",
    '<a href="/x?y=1">Aide</a>',
    "Nom~: %(name)s",
    "https://a.example/b?c=d",
    "l'équipe&nbsp;: trois",
    "Une&nbsp;?",
]
BAD_FRENCH = [
    "Votre code : 12345678",
    "Votre code: 12345678",
    "« Code »",
    "«Code»",
    "Aide?",
    "Aide ?",
    "Important à savoir!",
    "100 % des personnes",
    "100%",
    'le mot "code"',
    "deux  espaces",
    "un ; deux",
]


@pytest.mark.parametrize("text", GOOD_FRENCH)
def test_french_typography_passes(text: str) -> None:
    assert list(typography("fr", text.replace("~", "\u00a0"))) == []


@pytest.mark.parametrize("text", BAD_FRENCH)
def test_french_typography_fails(text: str) -> None:
    assert list(typography("fr", text))


@pytest.mark.parametrize(
    ("id", "text", "fault"),
    [
        ("Hi %(name)s", "Salut", "placeholders"),
        ("Hi", "Salut %(name)s", "placeholders"),
        ("{count} letters", "lettres", "placeholders"),
        ("<b>Hi</b>", "Salut", "tags"),
        (" Hi", "Salut", "spaces at its ends"),
        ("Hi", "", "not translated"),
        (("%(n)s day", "%(n)s days"), ("un jour", "des jours"), "placeholders"),
        ("Hi %(name)s", "Salut %(name)s", ""),
        ("<a href='%(url)s'>Hi</a>", "<a href='%(url)s'>Salut</a>", ""),
        (("%(n)s day", "%(n)s days"), ("un jour", "%(n)s jours"), ""),
    ],
)
def test_translation_is_held_against_its_source(id: str, text: str, fault: str) -> None:
    found = "; ".join(faults("fr", Message(id, text)))
    assert fault in found if fault else not found
    assert key_of(Message(id, text)).id in id
