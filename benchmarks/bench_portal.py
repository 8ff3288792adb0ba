"""The portal's pages: statements, requests per second against an empty view, weight of a first visit."""

import gzip
import os
import re
import statistics
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

from benchmarks.figures import Figure
from benchmarks.load import cookie_header, rate, ratio
from benchmarks.served import ROOT, empty_view, environment, prepare, served

HOME, SECTOR = "/fr/", "/fr/audiences/professionals/welfare-centres/"
COOKIE = "beffroi_portal"


def measure() -> list[Figure]:
    prepare()
    key = _in_django("sign-in")
    counts = [int(count) for count in _in_django("statements", key).split()]
    with served("portal") as origin:
        yardstick = f"{origin}/bench/empty"
        cookie = cookie_header({COOKIE: key})
        with httpx.Client() as browser:
            signed_in = browser.get(origin + SECTOR, headers={"Cookie": cookie}).text
        assert "/fr/sign-out/" in signed_in, "the bench session is not signed in"
        visitor = ratio(origin + SECTOR, yardstick)
        person = _ratio_signed_in(origin + SECTOR, yardstick, cookie)
        kilobytes, requests, third = first_visit(origin, HOME)
        with empty_view() as bare:
            beside = ratio(origin + SECTOR, bare + "/", rounds=3)
    return [
        Figure("portal.home_statements", counts[0], "statements", 6),
        Figure("portal.sector_statements", counts[1], "statements", 6),
        Figure("portal.page_ratio", visitor, "x empty view", 0.35, "higher"),
        Figure("portal.signed_in_page_ratio", person, "x empty view", 0.35, "higher"),
        Figure("portal.page_ratio_bare_django", beside, "x empty view", None, "higher"),
        Figure("portal.first_visit_kilobytes", kilobytes, "kB", 120),
        Figure("portal.first_visit_requests", requests, "requests", 12),
        Figure("portal.third_party_requests", third, "requests", 0),
    ]


def _ratio_signed_in(page: str, yardstick: str, cookie: str) -> float:
    """Both with the same session: what the page adds to an empty view for a person whose rights are read each time."""
    return statistics.median(rate(page, cookie=cookie) / rate(yardstick, cookie=cookie) for _ in range(5))


class _Loads(HTMLParser):
    """What a browser fetches for a page by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and {"stylesheet", "icon", "preload", "modulepreload"} & set((given.get("rel") or "").split()):
            self.addresses.append(given.get("href") or "")
        elif tag in {"script", "img", "iframe", "source"} and given.get("src"):
            self.addresses.append(given["src"] or "")
        elif tag == "use" and given.get("href"):
            self.addresses.append((given["href"] or "").split("#")[0])


def first_visit(origin: str, page: str) -> tuple[float, int, int]:
    """(kilobytes on the wire, requests, requests to others), by fetching what the page, its styles and scripts name."""
    with httpx.Client(headers={"Accept-Encoding": "br, gzip"}) as browser:
        waiting, seen, total, third = [origin + page], set[str](), 0, 0
        while waiting:
            address = waiting.pop()
            if not address or address in seen or address.startswith("data:"):
                continue
            seen.add(address)
            if urlsplit(address).netloc != urlsplit(origin).netloc:
                third += 1
                continue
            with browser.stream("GET", address) as answer:
                answer.raise_for_status()
                body = b"".join(answer.iter_raw())
                total += len(body) + sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
                text = _text(answer, body)
            waiting += [urljoin(address, found) for found in _named_in(answer.headers["Content-Type"], text)]
    return total / 1000, len(seen), third


def _text(answer: httpx.Response, body: bytes) -> str:
    if answer.headers["Content-Type"].startswith("font/"):
        return ""
    encoding = answer.headers.get("Content-Encoding", "")
    if encoding == "gzip":
        body = gzip.decompress(body)
    elif encoding:
        body = httpx.get(answer.url, headers={"Accept-Encoding": "identity"}).content
    return body.decode()


def _named_in(kind: str, text: str) -> list[str]:
    if kind.startswith("text/html"):
        parser = _Loads()
        parser.feed(text)
        return parser.addresses
    if kind.startswith("text/css"):
        return [found for found in re.findall(r"url\([\"']?([^\"')]+)", text) if not found.startswith("#")]
    if "javascript" in kind:
        return re.findall(r"(?:import|from)\s*[\"'](\.[^\"']+)", text)
    return []


def _in_django(*words: str) -> str:
    """In a process of its own: this one stays without Django, so that it may serve and load as it likes."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_portal", *words],
        env=environment(BEFFROI_SERVICE=""),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip()


def _signed_in_key() -> str:
    """A demonstration person's session, as the callback makes it."""
    from beffroi.kernel.actor import NOBODY
    from beffroi.kernel.db import acting
    from beffroi.portal import actions
    from beffroi.portal.sessions import SessionStore
    from tests.portal.conftest import Recognised

    session, recognised = SessionStore(), Recognised(niss=_somebody())
    with acting(NOBODY):
        actions.start_session(session=session, recognised=recognised, by=NOBODY)
    session.save()
    return str(session.session_key)


def _somebody() -> str:
    """With one workplace and a few rights there."""
    from django.db.models import Count

    from beffroi.apps.access.models import Account

    account = Account.objects.annotate(places=Count("membership")).filter(places=1).order_by("surname").first()
    if account is None:
        raise RuntimeError("The bench database has no demonstration persons.")
    return str(account.niss)


def _statements(key: str) -> list[int]:
    from benchmarks.statements import client, statements

    with client("portal") as browser:
        browser.cookies[COOKIE] = key
        for page in (HOME, SECTOR):
            browser.get(page)
        return [len(statements(lambda page=page: browser.get(page))) for page in (HOME, SECTOR)]  # type: ignore[misc]  # a default argument binds the page


if __name__ == "__main__":
    from benchmarks.statements import set_up

    os.environ.setdefault("BEFFROI_SERVICE", "")
    set_up()
    if sys.argv[1] == "sign-in":
        print(_signed_in_key())
    else:
        print(*_statements(sys.argv[2]))
