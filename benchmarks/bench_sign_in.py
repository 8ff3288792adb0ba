"""A whole sign-in: processor time above the password hash, and what the provider asks the database."""

import secrets
import statistics
import subprocess
import sys
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.figures import Figure
from benchmarks.served import ROOT, environment, prepare

ROUNDS = 12
WARM = 3
REDIRECT = {302, 303}
USER_NAME, PASSWORD, SECRET = "bench.person", "roulotte verte sous la pluie", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
VERIFIER = "a-verifier-long-enough-to-be-one-0123456789-abcdefghij"


def measure() -> list[Figure]:
    """In a process of its own: the figures are those of the sign-in service alone, as the owner's connection."""
    prepare()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_sign_in"],
        env=environment(BEFFROI_SERVICE=""),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    cpu, hashing, authorize, resume, token, userinfo = (float(word) for word in done.stdout.split())
    return [
        Figure("sign_in.cpu_above_hash", cpu, "ms", 25),
        Figure("sign_in.cpu_of_hash", hashing, "ms"),
        Figure("sign_in.authorize_statements", authorize, "statements", 4),
        Figure("sign_in.resume_statements", resume, "statements"),
        Figure("sign_in.token_statements", token, "statements", 3),
        Figure("sign_in.userinfo_statements", userinfo, "statements", 2),
    ]


def _main() -> None:
    from benchmarks.statements import client, set_up

    set_up()
    with _in_vain(), client("identity") as browser:
        service = _prepared()
        rounds = [_round(SignIn(browser, service, number)) for number in range(WARM + ROUNDS)][WARM:]
        counts = _counts(SignIn(browser, service, WARM + ROUNDS))
    above = statistics.median((whole - hashing) * 1000 for whole, hashing in rounds)
    print(above, statistics.median(hashing * 1000 for _, hashing in rounds), *counts)


@contextmanager
def _in_vain() -> Iterator[None]:
    """Nothing of it stays in the bench database."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Service:
    secret: str
    address: str = "https://bench.example/back"


def _prepared() -> Service:
    """A person with a mobile app, and a registered service."""
    from beffroi.identity.demonstration import register_person
    from beffroi.identity.provider.actions import register_client
    from beffroi.identity.provider.actions.register_client import Registration
    from beffroi.kernel.actor import system_actor
    from beffroi.kernel.localized import LANGUAGES, Localized
    from beffroi.kernel.niss import with_check_digits

    register_person(
        niss=with_check_digits("850730997"),
        given_names="Bench",
        surname="Person",
        language="fr",
        user_name=USER_NAME,
        password=PASSWORD,
        email="bench@example.org",
        keys=("mobile_app",),
        totp_secret=SECRET,
    )
    service = Service(secrets.token_urlsafe(32))
    registration = Registration(
        client_id="bench",
        names=Localized(dict.fromkeys(LANGUAGES, "Bench")),
        redirect_uris=[service.address],
        scopes=["openid", "profile"],
        min_level=250,
    )
    register_client(registration=registration, secret=service.secret, by=system_actor("bench"))
    return service


class SignIn:
    """One sign-in as browser and service make it, half a minute after the one before: each app code is good once.

    `steps` gives the requests in order; each is a callable, so that its statements can be counted.
    """

    def __init__(self, browser: Any, service: Service, number: int) -> None:
        from beffroi.kernel import clock

        self.browser, self.service = browser, service
        self.at = clock.now() + timedelta(seconds=31 * number)
        self.page, self.answer, self.tokens = "", "", {"access_token": ""}
        browser.cookies.clear()

    def steps(self) -> dict[str, Callable[[], None]]:
        return {
            "authorize": self.authorize,
            "keys": lambda: self._shown(self.page),
            "password page": lambda: self._shown(f"{self.page}mobile-app/"),
            "password": self.password,
            "code page": lambda: self._shown(f"{self.page}mobile-app/code/"),
            "code": self.code,
            "resume": self.resume,
            "token": self.token,
            "userinfo": self.userinfo,
        }

    def authorize(self) -> None:
        challenge = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": "bench",
            "redirect_uri": self.service.address,
            "scope": "openid profile",
            "state": "state",
            "nonce": "nonce",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "ui_locales": "fr",
        }
        self.page = self.browser.get("/oidc/authorize", asked)["Location"]

    def password(self) -> None:
        typed = {"user_name": USER_NAME, "password": PASSWORD}
        assert self.browser.post(f"{self.page}mobile-app/", typed).status_code in REDIRECT

    def code(self) -> None:
        from beffroi.identity import rules
        from beffroi.identity.keys import mobile_app

        code = rules.app_code(mobile_app.decoded(SECRET), rules.app_step(self.at))
        response = self.browser.post(f"{self.page}mobile-app/code/", {"code": code})
        assert response.status_code in REDIRECT, response.content[-3000:]
        self.answer = response["Location"]

    def resume(self) -> None:
        self.answer = parse_qs(urlsplit(self.browser.get(self.answer)["Location"]).query)["code"][0]

    def token(self) -> None:
        form = {
            "grant_type": "authorization_code",
            "code": self.answer,
            "redirect_uri": self.service.address,
            "code_verifier": VERIFIER,
        }
        credentials = b64encode(f"bench:{self.service.secret}".encode()).decode()
        self.tokens = self.browser.post("/oidc/token", form, HTTP_AUTHORIZATION=f"Basic {credentials}").json()

    def userinfo(self) -> None:
        header = f"Bearer {self.tokens['access_token']}"
        person = self.browser.get("/oidc/userinfo", HTTP_AUTHORIZATION=header).json()
        assert person["name"] == "Bench Person", person

    def _shown(self, page: str) -> None:
        assert self.browser.get(page).status_code == 200, page


def _round(sign_in: SignIn) -> tuple[float, float]:
    """Seconds of processor time of one sign-in inside the service (from its first middleware to the answer; the
    browser's own part is not counted), and of the Argon2id verification in it."""
    from beffroi.identity.keys import password
    from beffroi.kernel import clock

    handler = sign_in.browser.handler
    answer, verify = _Timed(handler.get_response), _Timed(password.is_right)
    handler.get_response, password.is_right = answer, verify
    try:
        with clock.frozen(sign_in.at):
            for step in sign_in.steps().values():
                step()
        return answer.seconds, verify.seconds
    finally:
        handler.get_response, password.is_right = answer.work, verify.work


class _Timed:
    """Adds up the processor time of each call of `work`."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work, self.seconds = work, 0.0

    def __call__(self, *given: Any) -> Any:
        before = time.process_time()
        try:
            return self.work(*given)
        finally:
            self.seconds += time.process_time() - before


def _counts(sign_in: SignIn) -> list[int]:
    """As a service calls: its requests to the token and userinfo endpoints carry no cookie. The signing keys, read
    once a minute and process, are not counted."""

    from beffroi.identity.provider import signing
    from beffroi.kernel import clock
    from benchmarks.statements import statements

    counted = {}
    with clock.frozen(sign_in.at):
        signing.ring()
        for name, step in sign_in.steps().items():
            if name == "token":
                sign_in.browser.cookies.clear()
            counted[name] = len(statements(step))
    return [counted[name] for name in ("authorize", "resume", "token", "userinfo")]


if __name__ == "__main__":
    _main()
