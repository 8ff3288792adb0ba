"""Each check of the token endpoint, and the one-time code (OP-CODE, OP-PKCE, OP-ENUM)."""

import json
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Sender
from django.test import override_settings
from django.utils import timezone

from beffroi.identity.actions import end_session
from beffroi.identity.models import Person
from beffroi.identity.provider.actions import ensure_signing_key
from beffroi.identity.provider.models import AccessToken, AuthorizationCode, Client
from beffroi.kernel import clock
from beffroi.kernel.models import AuditRecord
from tests.conftest import ServiceClient
from tests.identity.conftest import make_person
from tests.identity.provider.conftest import BY, SECRET, VERIFIER, Surfer, basic, register


def refusal(response: Any) -> tuple[int, str]:
    body = response.json()
    assert set(body) == {"error", "error_description"}
    assert response["Cache-Control"] == "no-store"
    return response.status_code, body["error"]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"grant_type": None}, (400, "invalid_request")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
        ({"grant_type": "client_credentials"}, (400, "unsupported_grant_type")),
        ({"code": None}, (400, "invalid_request")),
        ({"code": "never-given"}, (400, "invalid_grant")),
        ({"redirect_uri": None}, (400, "invalid_grant")),
        ({"redirect_uri": "https://library.example/other"}, (400, "invalid_grant")),
        ({"code_verifier": None}, (400, "invalid_grant")),  # PAREnsurePKCECodeVerifierRequired
        ({"code_verifier": VERIFIER[::-1]}, (400, "invalid_grant")),  # PARIncorrectPKCECodeVerifierRejected
        ({"code_verifier": "short"}, (400, "invalid_grant")),
        ({"code_verifier": "é" * 43}, (400, "invalid_grant")),
        ({"client_id": "theatre"}, (401, "invalid_client")),
        ({"client_secret": SECRET}, (400, "invalid_request")),  # twice authenticated
    ],
    ids=lambda each: json.dumps(each)[:60],
)
def test_unsound_token_requests(
    surfer: Surfer, person: Person, change: dict[str, str | None], refused: tuple[int, str]
) -> None:
    code = surfer.sign_in(person).open_service()
    assert refusal(surfer.redeem(code, **change)) == refused
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    "header",
    [
        "",
        basic(secret="wrong"),
        basic(client_id="nobody"),
        "Basic",
        "Basic !!!",
        "Basic é",
        "Basic " + b64encode(b"\xff\xfe:x").decode(),
        "Basic " + b64encode(b"library").decode(),
        f"Bearer {SECRET}",
    ],
)
def test_wrong_credentials_get_one_answer(surfer: Surfer, person: Person, header: str) -> None:
    """OP-ENUM: unknown service and wrong secret look alike, and do not spend the code."""
    code = surfer.sign_in(person).open_service()
    form = {"grant_type": "authorization_code", "code": code}
    response = ServiceClient("identity").post("/oidc/token", form, HTTP_AUTHORIZATION=header)
    assert refusal(response) == (401, "invalid_client")
    assert response["WWW-Authenticate"].startswith("Basic ")
    assert surfer.redeem(code).status_code == 200


def test_credentials_in_the_body_are_taken(surfer: Surfer, person: Person) -> None:
    """ServerTestClientSecretPost."""
    form = {
        "grant_type": "authorization_code",
        "code": surfer.sign_in(person).open_service(),
        "redirect_uri": "https://library.example/back",
        "code_verifier": VERIFIER,
        "client_id": "library",
        "client_secret": SECRET,
    }
    assert ServiceClient("identity").post("/oidc/token", form).status_code == 200


def test_a_secret_with_odd_characters_is_form_encoded(surfer: Surfer, person: Person) -> None:
    """RFC 6749 §2.3.1."""
    from beffroi.identity.provider.actions import register_client
    from tests.identity.provider.conftest import registration

    odd = "a secret: with + / % and é, long enough to pass"
    register_client(registration=registration(), secret=odd, by=BY)
    code = surfer.sign_in(person).open_service()
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": "https://library.example/back",
        "code_verifier": VERIFIER,
    }
    response = ServiceClient("identity").post("/oidc/token", form, HTTP_AUTHORIZATION=basic(secret=odd))
    assert response.status_code == 200


def test_a_suspended_service_gets_nothing(surfer: Surfer, person: Person) -> None:
    code = surfer.sign_in(person).open_service()
    Client.objects.update(suspended_at=timezone.now())
    assert refusal(surfer.redeem(code)) == (401, "invalid_client")


def test_a_repeated_parameter_is_refused(surfer: Surfer, person: Person) -> None:
    code = surfer.sign_in(person).open_service()
    body = f"grant_type=authorization_code&code={code}&code={code}"
    response = ServiceClient("identity").post(
        "/oidc/token", body, "application/x-www-form-urlencoded", HTTP_AUTHORIZATION=basic()
    )
    assert refusal(response) == (400, "invalid_request")


def test_only_post(surfer: Surfer) -> None:
    assert surfer.client.get("/oidc/token").status_code == 405


def test_a_code_is_redeemed_once_and_its_replay_kills_the_token(surfer: Surfer, person: Person) -> None:
    """AuthCodeReuse, AuthCodeReuseAfter30Seconds, OP-CODE; the replay is in the log."""
    code = surfer.sign_in(person).open_service()
    token = surfer.redeem(code).json()["access_token"]
    assert surfer.userinfo(token).status_code == 200
    with clock.frozen(clock.now() + timedelta(seconds=30)):
        assert refusal(surfer.redeem(code)) == (400, "invalid_grant")
        assert surfer.userinfo(token).status_code == 401
    record = AuditRecord.objects.get(operation="identity.code.redeemed")
    assert (record.result, record.reason) == ("refused", "replayed")


def test_a_wrong_try_spends_the_code(surfer: Surfer, person: Person) -> None:
    code = surfer.sign_in(person).open_service()
    assert surfer.redeem(code, code_verifier="v" * 43).status_code == 400
    assert surfer.redeem(code).status_code == 400
    assert not AccessToken.objects.exists()


def test_a_code_older_than_a_minute_is_worth_nothing(surfer: Surfer, person: Person) -> None:
    code = surfer.sign_in(person).open_service()
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        assert refusal(surfer.redeem(code)) == (400, "invalid_grant")


def test_another_service_cannot_redeem_or_spend_the_code(surfer: Surfer, person: Person) -> None:
    register("theatre")
    code = surfer.sign_in(person).open_service()
    stolen = surfer.redeem(code, "theatre", redirect_uri="https://library.example/back")
    assert refusal(stolen) == (400, "invalid_grant")
    assert surfer.redeem(code).status_code == 200


def test_signing_out_in_between_leaves_the_code_worthless(surfer: Surfer, person: Person) -> None:
    code = surfer.sign_in(person).open_service()
    assert surfer.session is not None
    end_session(surfer.session, "signed_out", by=BY)
    assert refusal(surfer.redeem(code)) == (400, "invalid_grant")


@pytest.fixture
def racing_threads(transactional_db: None) -> Iterator[None]:
    with override_settings(**_identity_settings()):
        yield


def _identity_settings() -> dict[str, Any]:
    from django.conf import settings

    return dict(settings.SERVICES["identity"])


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_redeems_the_code_and_then_its_token_is_dead(racing_threads: None) -> None:
    """OP-CODE with real threads: whichever lands first, the others are replays, and what it got is revoked."""
    ensure_signing_key(by=BY)
    register()
    code = Surfer(ServiceClient("identity", SERVER_NAME="localhost")).sign_in(make_person()).open_service()
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": "https://library.example/back",
        "code_verifier": VERIFIER,
    }
    together = Barrier(6)

    def redeem(_: int) -> Any:
        together.wait()
        try:
            return Sender().post("/oidc/token", form, HTTP_AUTHORIZATION=basic())
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(redeem, range(6)))
    tokens = [answer.json()["access_token"] for answer in answers if answer.status_code == 200]
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400, 400]
    assert AuthorizationCode.objects.get().replayed_at is not None
    assert Sender().get("/oidc/userinfo", HTTP_AUTHORIZATION=f"Bearer {tokens[0]}").status_code == 401


@pytest.mark.django_db(transaction=True)
def test_of_many_clicks_at_once_one_gives_a_code(racing_threads: None) -> None:
    ensure_signing_key(by=BY)
    register()
    surfer = Surfer(ServiceClient("identity", SERVER_NAME="localhost")).sign_in(make_person())
    page = surfer.authorize()["Location"]
    cookies = {name: morsel.value for name, morsel in surfer.client.cookies.items()}
    together = Barrier(4)

    def press(_: int) -> int:
        browser = Sender(SERVER_NAME="localhost", raise_request_exception=False)
        browser.cookies.load(cookies)
        together.wait()
        try:
            return browser.post(page, {"choice": "continue"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [303, 410, 410, 410]
    assert AuthorizationCode.objects.count() == 1
