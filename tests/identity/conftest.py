"""Persons with keys, and a browser at the sign-in service."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import translation

from beffroi.identity import rules
from beffroi.identity.actions import begin_transaction
from beffroi.identity.browser import cookie_name
from beffroi.identity.demonstration import card_codes, register_person
from beffroi.identity.keys import mobile_app
from beffroi.identity.models import Person, TokenCard, Transaction
from beffroi.kernel import clock
from beffroi.kernel.niss import with_check_digits
from tests.conftest import ServiceClient

PASSWORD = "roulotte verte sous la pluie"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SEED = "test card"
KEYS = ("email_code", "mobile_app", "token_card")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_post_folder(settings: Any, tmp_path: Any) -> None:
    settings.POST_FOLDER = tmp_path / "post"


def make_person(
    number: int = 1, keys: tuple[str, ...] = KEYS, language: str = "fr", password: str = PASSWORD
) -> Person:
    return register_person(
        niss=with_check_digits(f"8507300{number:02d}"),
        given_names="Ada",
        surname="Lievens",
        language=language,
        user_name=f"ada.lievens{number}",
        password=password,
        email=f"ada{number}@example.org",
        keys=keys,
        totp_secret=SECRET,
        card_seed=SEED,
    )


@pytest.fixture
def person(db: None) -> Person:
    return make_person()


@dataclass
class Browser:
    """A person's browser; each method is one thing a person does. Answers are Django's responses."""

    client: ServiceClient
    run_jobs: Callable[[], int]
    under_way: Transaction = field(init=False)
    language: str = "fr"

    def begin(self, **demand: Any) -> "Browser":
        """As the provider does after its checks."""
        values: dict[str, Any] = {
            "client_id": "portal",
            "service_name": {"fr": "La ruche", "nl": "De korf", "de": "Der Korb", "en": "The hive"},
            "redirect_uri": "https://portal.example/back",
            "request": {},
            "min_level": 250,
            "language": self.language,
        } | demand
        held = self.client.cookies.get(self._cookie("browser"))
        self.under_way, secret = begin_transaction(**values, browser_secret=held.value if held else "")
        self.client.cookies[self._cookie("browser")] = secret
        return self

    def _cookie(self, purpose: str) -> str:
        from django.conf import settings
        from django.test import override_settings

        with override_settings(**settings.SERVICES["identity"]):
            return cookie_name(purpose)

    @property
    def session_secret(self) -> str:
        held = self.client.cookies.get(self._cookie("sso"))
        return held.value if held else ""

    def url(self, slug: str = "", page: str = "") -> str:
        parts = [self.language, "sign-in", self.under_way.reference, slug, page]
        return "/" + "/".join(part for part in parts if part) + "/"

    def get(self, url: str, **extra: Any) -> Any:
        return self.client.get(url, **extra)

    def choose(self) -> Any:
        return self.client.get(self.url())

    def type_password(self, slug: str, user_name: str = "ada.lievens1", password: str = PASSWORD, **extra: Any) -> Any:
        return self.client.post(self.url(slug), {"user_name": user_name, "password": password}, **extra)

    def type_code(self, slug: str, code: str, **extra: Any) -> Any:
        return self.client.post(self.url(slug, "code"), {"code": code}, **extra)

    def mailed_code(self) -> str:
        self.run_jobs()
        found = re.search(r"(\d{4}) (\d{4})", str(mail.outbox[-1].body))
        assert found
        return found[1] + found[2]

    def app_code(self, steps_ago: int = 0) -> str:
        return rules.app_code(mobile_app.decoded(SECRET), rules.app_step(clock.now()) - steps_ago)

    def card_code(self, seed: str = SEED) -> str:
        card = TokenCard.objects.get(key=Transaction.objects.get(reference=self.under_way.reference).held_key)
        assert card.asked_position
        return card_codes(seed)[card.asked_position - 1]

    def right_code(self, slug: str) -> str:
        return {"email-code": self.mailed_code, "mobile-app": self.app_code, "token-card": self.card_code}[slug]()

    def sign_in(self, slug: str = "email-code", **who: Any) -> Any:
        """The whole of it; the answer is the last redirect."""
        self.type_password(slug, **who)
        return self.type_code(slug, self.right_code(slug))


@pytest.fixture
def browser(identity: ServiceClient, run_jobs: Callable[[], int], db: None) -> Browser:
    with translation.override("fr"):
        return Browser(identity, run_jobs)


@pytest.fixture
def another_browser(run_jobs: Callable[[], int], db: None) -> Browser:
    return Browser(ServiceClient("identity", SERVER_NAME="localhost", raise_request_exception=False), run_jobs)


def later(**by: float) -> datetime:
    return clock.now() + timedelta(**by)
