"""Bringing the index in line with what can be found."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import LANGUAGES
from beffroi.kernel.verdict import PERMITTED, Verdict, refused
from beffroi.portal.search import models
from beffroi.portal.search.rules import CONFIGURATIONS
from beffroi.portal.search.rules import words as words_of
from beffroi.portal.search.sources import Source, Text, sources

_EVERY_WORD = 100_000

_PUT = """
INSERT INTO portal_search_document (kind, code, language, title, text, from_on, until_on, vector)
VALUES (%(kind)s, %(code)s, %(language)s, %(title)s, %(text)s, %(from_on)s, %(until_on)s,
  setweight(to_tsvector(%(configuration)s::regconfig, %(title)s), 'A')
  || setweight(to_tsvector(%(configuration)s::regconfig, %(text)s), 'B'))
ON CONFLICT (kind, code, language) DO UPDATE SET title = EXCLUDED.title, text = EXCLUDED.text,
  from_on = EXCLUDED.from_on, until_on = EXCLUDED.until_on, vector = EXCLUDED.vector
"""
_LEARN = "INSERT INTO portal_search_word (language, word) VALUES (%s, %s) ON CONFLICT DO NOTHING"


def may_index(actor: Actor) -> Verdict:
    """The machine at start, and whoever publishes something in the portal (his own action asked him already)."""
    return PERMITTED if actor.system or actor.is_signed_in else refused("sign_in")


def build_index(*, by: Actor) -> list[str]:
    """Every kind whose texts changed is put in anew; their names. Unchanged kinds cost one statement in all."""
    may_index(by).enforce()
    known = dict(models.Edition.objects.values_list("kind", "checksum"))
    changed = []
    for source in sources():
        texts = list(source.texts())
        checksum = _checksum(texts)
        if known.get(source.kind) != checksum:
            _replace(source, texts, checksum)
            changed.append(source.kind)
    return changed


@transaction.atomic
def put_text(*, kind: str, text: Text, by: Actor) -> None:
    """One text, as it is now. Where it has no text in a language, it is not found in that language."""
    may_index(by).enforce()
    _put(kind, [text])


def take_out(*, kind: str, code: str, by: Actor) -> None:
    may_index(by).enforce()
    models.Document.objects.filter(kind=kind, code=code).delete()


@transaction.atomic
def _replace(source: Source, texts: list[Text], checksum: str) -> None:
    models.Document.objects.filter(kind=source.kind).exclude(code__in=[text.code for text in texts]).delete()
    _put(source.kind, texts)
    models.Edition.objects.update_or_create(kind=source.kind, defaults={"checksum": checksum})


def _put(kind: str, texts: list[Text]) -> None:
    rows = [row for text in texts for row in _rows(kind, text)]
    if not rows:
        return
    known = {(row["language"], word) for row in rows for word in _all_words(f"{row['title']} {row['text']}")}
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, rows)
        cursor.executemany(_LEARN, sorted(known))


def _rows(kind: str, text: Text) -> Iterator[dict[str, Any]]:
    for language in LANGUAGES:
        if text.title.get(language):
            yield {
                "kind": kind,
                "code": text.code,
                "language": language,
                "title": text.title[language][:300],
                "text": text.body.get(language, ""),
                "from_on": text.from_on,
                "until_on": text.until_on,
                "configuration": CONFIGURATIONS[language],
            }


def _all_words(text: str) -> Iterable[str]:
    """Those worth comparing with a mistyped one."""
    return (word for word in words_of(text, at_most=_EVERY_WORD) if len(word) > 2 and not word.isdigit())


def _checksum(texts: list[Text]) -> str:
    plain = [[text.code, text.title, text.body, str(text.from_on), str(text.until_on)] for text in texts]
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
