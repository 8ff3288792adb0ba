"""The search over 5 000 documents in four languages, and what the start page asks the database."""

import os
import statistics
import subprocess
import sys
import time

from benchmarks.figures import Figure
from benchmarks.served import ROOT, environment, prepare

DOCUMENTS = 5_000
ASKED = (
    ("carte", "fr"),
    ("lecteur de cartes", "fr"),
    ("lectuer", "fr"),  # mistyped
    ("comment changer de mot de passe", "fr"),
    ("Namur", "fr"),
    ("wachtwoord vergeten", "nl"),
    ("toepassing", "nl"),
    ("Kartenleser", "de"),
    ("sign out", "en"),
    ("92094", "fr"),
)
ROUNDS = 20


def measure() -> list[Figure]:
    prepare()
    median, worst, find, page, start = (float(number) for number in _in_django().split())
    return [
        Figure("search.milliseconds", median, "ms", 40),
        Figure("search.slowest_question", worst, "ms"),
        Figure("search.statements", find, "statements", 3),
        Figure("search.page_statements", page, "statements", 3),
        Figure("search.start_page_statements", start, "statements", 8),
    ]


def _in_django() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_search"],
        env=environment(BEFFROI_SERVICE=""),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip()


def _fill() -> None:
    """Texts made of the help's own words: as many as a portal of ten years holds, in each language."""
    import random

    from beffroi.kernel.actor import system_actor
    from beffroi.kernel.localized import LANGUAGES, Localized
    from beffroi.portal.help.topics import topics
    from beffroi.portal.search import actions, models
    from beffroi.portal.search.sources import Text

    missing = DOCUMENTS - models.Document.objects.filter(language="fr").count()
    if missing <= 0:
        return
    chance = random.Random(1)
    vocabulary = {
        language: " ".join(topic.body[language] for topic in topics().values()).split() for language in LANGUAGES
    }

    def words(count: int) -> Localized:
        return Localized({name: " ".join(chance.choices(own, k=count)) for name, own in vocabulary.items()})

    for number in range(missing):
        text = Text(f"bench-{number}", words(8), words(120))
        actions.put_text(kind="announcement", text=text, by=system_actor("bench"))


def _search() -> tuple[float, float]:
    """(median over all questions, median of the slowest question) in milliseconds."""
    from beffroi.portal.search.queries import find

    taken: dict[tuple[str, str], list[float]] = {asked: [] for asked in ASKED}
    for _ in range(ROUNDS):
        for asked in ASKED:
            begun = time.perf_counter()
            find(*asked)
            taken[asked].append((time.perf_counter() - begun) * 1000)
    every = [each for times in taken.values() for each in times]
    return statistics.median(every), max(statistics.median(times) for times in taken.values())


def _statements() -> tuple[int, int, int]:
    """(the search's own, the whole page of a visitor, the start page of a person)."""
    from beffroi.portal.search.queries import find
    from benchmarks.bench_portal import COOKIE, _signed_in_key
    from benchmarks.statements import client, statements

    with client("portal") as browser:
        browser.get("/fr/search/?q=carte")
        own = len(statements(lambda: find("carte", "fr")))
        page = len(statements(lambda: browser.get("/fr/search/?q=carte")))
        browser.cookies[COOKIE] = _signed_in_key()
        browser.get("/fr/start/")
        return own, page, len(statements(lambda: browser.get("/fr/start/")))


if __name__ == "__main__":
    from benchmarks.statements import set_up

    os.environ.setdefault("BEFFROI_SERVICE", "")
    set_up()
    from django.db import connection

    from beffroi.kernel.db import as_role

    _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE portal_search_document; ANALYZE portal_search_word")
    with as_role("portal"):
        median, worst = _search()
    print(median, worst, *_statements())
