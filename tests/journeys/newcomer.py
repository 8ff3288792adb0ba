"""What a person does with the portal, the sign-in service and the desk, in any language, with or without JavaScript."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import yaml
from playwright.sync_api import Locator, Page, expect

from tests.journeys.letter import printed_codes
from tests.journeys.town import ROOT, Town

_SET = yaml.safe_load((ROOT / "beffroi/config/demonstration/persons.yaml").read_text(encoding="utf-8"))
PASSWORD: str = _SET["password"]  # of every demonstration person
PERSONS: dict[str, dict[str, Any]] = {person["user_name"]: person for person in _SET["persons"]}
SECTOR = "audiences/professionals/welfare-centres/"

Key = Literal["email-code", "mobile-app", "token-card"]


@dataclass
class Newcomer:
    """A person at his browser. A phone's code is good once: one person signs in with the app in one journey only."""

    page: Page
    town: Town
    user_name: str
    language: str = "fr"

    @property
    def home(self) -> str:
        return f"{self.town.portal}/{self.language}/"

    @property
    def service(self) -> str:
        return f"{self.town.identity}/{self.language}/"

    def walk_to_sector(self) -> None:
        self.page.goto(self.home)
        self.page.locator("main a[href$='/audiences/professionals/']").click()
        self.page.locator("main a[href$='/welfare-centres/']").click()

    def ask_to_sign_in(self) -> None:
        self.page.locator(".bf-band__sign-in").click()
        self.page.wait_for_url(f"{self.town.identity}/**")

    def choose_key(self, key: Key) -> None:
        self.page.locator(f".bf-key a[href*='/{key}/']").click()

    def give_password(self, password: str = PASSWORD) -> None:
        self.page.locator("[name=user_name]").fill(self.user_name)
        self.page.locator("[name=password]").fill(password)
        self.submit()

    def give_code(self, code: str) -> None:
        self.page.locator("[name=code]").fill(code)
        self.submit()

    def submit(self) -> None:
        self.page.locator("main form").first.locator("button[type=submit]").first.click()
        self.page.wait_for_load_state()

    def sign_in(self, key: Key) -> None:
        """From the sector page, with codes read at the desk, back to the sector page."""
        self.page.goto(self.home + SECTOR)
        self.ask_to_sign_in()
        self.finish_sign_in(key)

    def finish_sign_in(self, key: Key) -> None:
        self.choose_key(key)
        self.give_password()
        self.give_code(self.read_code(key))
        self.page.wait_for_url(f"{self.town.portal}/**")

    def sign_out(self) -> None:
        self.person_menu.locator("summary").click()
        self.person_menu.locator("form button").click()
        self.page.wait_for_url("**/signed-out/**")

    @property
    def person_menu(self) -> Locator:
        return self.page.locator(".bf-header__person")

    @property
    def tiles(self) -> Locator:
        return self.page.locator(".bf-tile")

    def tile(self, name: str) -> Locator:
        return self.tiles.filter(has=self.page.get_by_role("heading", name=name, exact=True))

    # --- at the desk, in a second tab ---

    def read_code(self, key: Key) -> str:
        readers = {"email-code": self.mailed_code, "mobile-app": self.phone_code, "token-card": self.card_code}
        return readers[key]()

    def mailed_code(self) -> str:
        """The newest mail since this sign-in asked for one, as the desk's mailbox shows it; the worker needs a moment."""
        [(asked_at,)] = self.town.ask(
            "SELECT asked_at FROM identity_emailcode WHERE transaction_id = %s", self.reference
        )
        with _second_tab(self.page) as desk:
            for _ in range(150):
                desk.goto(f"{self.home}desk/mailbox/?to={PERSONS[self.user_name]['email']}")
                mail = desk.locator(".desk-mail").first
                if mail.count() and _instant_of(mail) >= asked_at:
                    return mail.locator(".desk-digits").inner_text()
                time.sleep(0.1)
        raise AssertionError(f"No code was mailed to {self.user_name}.")

    @property
    def reference(self) -> str:
        """Of the sign-in under way: it stands in the address."""
        return self.page.url.split("/sign-in/")[1].split("/")[0]

    def phone_code(self) -> str:
        """The code on the desk's phone; with two seconds left, the next one."""
        with _second_tab(self.page) as desk:
            desk.goto(f"{self.home}desk/phone/")
            if int(desk.locator("[data-desk-left]").get_attribute("data-desk-left") or 0) <= 2:
                time.sleep(3)
                desk.reload()
            row = desk.locator("tr", has=desk.get_by_role("rowheader", name=self.user_name, exact=True))
            return row.locator(".desk-digits").inner_text()

    def card_code(self) -> str:
        """The code of the number that the page asks, read from the letter in the post box."""
        number = int(self.page.locator("main p strong").last.inner_text())
        return self.read_card()[number]

    def read_card(self) -> dict[int, str]:
        person = PERSONS[self.user_name]
        name = f"{person['given_names']} {person['surname']}"
        with _second_tab(self.page) as desk:
            desk.goto(f"{self.home}desk/post/")
            row = desk.locator("tr", has=desk.get_by_role("rowheader", name=name, exact=True))
            address = row.locator("a[download]").get_attribute("href")
            pdf = desk.request.get(f"{self.town.portal}{address}")
            expect(pdf).to_be_ok()
            return printed_codes(pdf.body())


def _instant_of(mail: Locator) -> datetime:
    return datetime.fromisoformat(mail.locator("time").get_attribute("datetime") or "")


@contextmanager
def _second_tab(page: Page) -> Iterator[Page]:
    tab = page.context.new_page()
    yield tab
    tab.close()
