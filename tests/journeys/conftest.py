"""A real Chromium in the real demo. Every page it visits must be accessible, quiet in its console, and ours alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.journeys.newcomer import Newcomer
from tests.journeys.town import Town

pytestmark = pytest.mark.journey


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    """Not under pytest's folder: as root, the database runs as another user, who may not enter there."""
    with TemporaryDirectory(prefix="beffroi-town-") as folder:
        Path(folder).chmod(0o755)
        town = Town(Path(folder))
        town.start()
        yield town
        assert town.stop() == 0, town.screen
        reports = [line for line in town.logged().splitlines() if "CSP" in line]
        assert not reports, "Browsers reported what the content security policy blocked"


@dataclass
class Witness:
    """Sees what a person would not: console errors, blocked or foreign requests, failures."""

    origins: tuple[str, ...]
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message: Any) -> None:
        # A page that refuses (403, 429 …) is an answer, not a fault; Chromium logs its status all the same.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((*self.origins, "data:", "blob:", "about:")):
            self.complaints.append(f"third party: {request.url}")


@pytest.fixture
def witness(town: Town) -> Iterator[Witness]:
    witness = Witness((town.portal, town.identity))
    yield witness
    assert not witness.complaints


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(chromium: Browser, witness: Witness) -> Iterator[NewPage]:
    """`new_page(width=1280, scheme="light", language="fr", javascript=True)`: a new person's browser. `storage_state`:
    one that knows its person already."""
    contexts: list[BrowserContext] = []

    def make(
        *,
        width: int = 1280,
        scheme: Any = "light",
        language: str = "fr",
        javascript: bool = True,
        storage_state: Any = None,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale=f"{language}-BE",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            storage_state=storage_state,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        witness.watch(page)
        context.on("page", witness.watch)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


Meet = Callable[..., Newcomer]


@pytest.fixture
def meet(new_page: NewPage, town: Town) -> Meet:
    """`meet("aurelie.dumont", language="fr", …)`: this person at a browser of his own. `signed_in=True`: with the
    session of a sign-in that all journeys share, so they must not end it."""

    def make(user_name: str, *, language: str = "fr", signed_in: bool = False, **shape: Any) -> Newcomer:
        if signed_in and user_name not in town.signed_in:
            first = Newcomer(new_page(), town, user_name)
            first.sign_in("email-code")
            town.signed_in[user_name] = first.page.context.storage_state()
        state = town.signed_in[user_name] if signed_in else None
        return Newcomer(new_page(language=language, storage_state=state, **shape), town, user_name, language)

    return make


def assert_accessible(page: Page) -> None:
    """WCAG 2.2 AA as far as axe sees it, and nothing wider than the window (1.4.10)."""
    results = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert results.violations_count == 0, results.generate_report()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px wider than its window"
