"""Signing out: asked by a service, confirmed, told to all (RP-initiated and back-channel modules, LO-01 … LO-07)."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from beffroi.identity.actions import end_session
from beffroi.identity.models import Person, Session
from beffroi.identity.provider import backchannel, signing
from beffroi.identity.provider.actions import tell_services
from beffroi.identity.provider.handlers import tell_again
from beffroi.identity.provider.models import LogoutDelivery
from beffroi.identity.provider.queries import services_of
from beffroi.kernel import clock
from tests.identity.provider.conftest import BY, SSO_COOKIE, Surfer, register


class Ear:
    """A service's back-channel address, over real HTTP. `status` 0: it hangs."""

    def __init__(self) -> None:
        ear, self.status, self.heard, self.let_go = self, 200, [], Event()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                ear.heard.append({"path": self.path, **{k: v[0] for k, v in parse_qs(body).items()}})
                if ear.status == 0:
                    ear.let_go.wait(10)
                self.send_response(ear.status or 200)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/logout"

    def close(self) -> None:
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def ear() -> Iterator[Ear]:
    made = Ear()
    yield made
    made.close()


@pytest.fixture
def another_ear() -> Iterator[Ear]:
    made = Ear()
    yield made
    made.close()


def live(surfer: Surfer) -> bool:
    assert surfer.session is not None
    return Session.objects.get(id=surfer.session.id).ended_at is None


def leave(surfer: Surfer, **asked: str) -> Any:
    return surfer.client.get("/oidc/logout", asked)


def test_a_service_with_its_id_token_ends_the_session_and_gets_the_person_back(surfer: Surfer, person: Person) -> None:
    """RpInitiatedLogout, and NoState. LO-05: nothing is kept by a cache."""
    hint = surfer.sign_in(person).tokens()["id_token"]
    response = leave(surfer, id_token_hint=hint, post_logout_redirect_uri="https://library.example/bye", state="s t")
    assert not live(surfer)
    shown = surfer.client.get(response["Location"]).content.decode()
    assert "https://library.example/bye?state=s+t" in shown
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert response.cookies[SSO_COOKIE]["max-age"] == 0
    assert surfer.client.get("/oidc/authorize", {}).status_code == 400


def test_an_expired_id_token_is_still_a_hint(surfer: Surfer, person: Person, frozen_clock: Any) -> None:
    from datetime import timedelta

    hint = surfer.sign_in(person).tokens()["id_token"]
    frozen_clock(clock.now() + timedelta(minutes=20))
    leave(surfer, id_token_hint=hint)
    assert not live(surfer)


@pytest.mark.parametrize(
    "change",
    [
        {"id_token_hint": "not.a.token"},  # BadIdTokenHint
        {"client_id": "theatre"},
        {"client_id": "nobody"},
        {"post_logout_redirect_uri": "https://library.example/other"},  # BadLogoutRedirectUri
        {"post_logout_redirect_uri": "https://library.example/bye?a=1"},  # QueryAddedToLogoutRedirectUri
        {"post_logout_redirect_uri": "https://library.example/back"},
        {"post_logout_redirect_uri": "https://theatre.example/bye"},
    ],
    ids=str,
)
def test_an_unsound_sign_out_gets_a_page_and_changes_nothing(
    surfer: Surfer, person: Person, change: dict[str, str]
) -> None:
    register("theatre")
    hint = surfer.sign_in(person).tokens()["id_token"]
    response = leave(surfer, **({"id_token_hint": hint} | change))
    assert response.status_code == 400
    assert live(surfer)


def test_an_altered_id_token_is_no_hint(surfer: Surfer, person: Person) -> None:
    """ModifiedIdTokenHint."""
    head, body, signature = surfer.sign_in(person).tokens()["id_token"].split(".")
    response = leave(surfer, id_token_hint=f"{head}.{body}.{signature[::-1]}")
    assert response.status_code == 400
    assert live(surfer)


def test_a_logout_token_is_no_hint(surfer: Surfer, person: Person) -> None:
    client = register()
    surfer.sign_in(person).tokens()
    assert surfer.session is not None
    token = backchannel.logout_token(surfer.session, client)
    assert leave(surfer, id_token_hint=token).status_code == 400


@pytest.mark.parametrize(
    "asked",
    [
        {},  # NoParams
        {"state": "x"},  # OnlyState
        {"client_id": "library", "post_logout_redirect_uri": "https://library.example/bye"},  # NoIdTokenHint
    ],
    ids=str,
)
def test_without_a_hint_the_person_is_asked_first(surfer: Surfer, person: Person, asked: dict[str, str]) -> None:
    """LO-03, ASVS v5.0.0-10.6.2: another site sends the browser here, and nothing happens."""
    surfer.sign_in(person).tokens()
    page = leave(surfer, **asked)["Location"]
    shown = surfer.client.get(page)
    assert live(surfer)
    assert "Bibliothèque" in shown.content.decode()
    response = surfer.client.post(page)
    assert not live(surfer)
    assert response.status_code == 303


def test_a_hint_of_another_session_does_not_end_this_one(
    surfer: Surfer, another_surfer: Surfer, person: Person
) -> None:
    """LO-03: the attacker's own ID token is valid, but not of this session."""
    hint = another_surfer.sign_in(person).tokens()["id_token"]
    surfer.sign_in(person)
    assert "/sign-out/" in leave(surfer, id_token_hint=hint)["Location"]
    assert live(surfer)
    assert live(another_surfer)


def test_the_confirmation_takes_our_own_form_only(surfer: Surfer, person: Person) -> None:
    """LO-03: a forged POST fails on the form's token."""
    surfer.sign_in(person)
    surfer.client.handler.enforce_csrf_checks = True
    assert surfer.client.post("/fr/sign-out/").status_code == 403
    assert surfer.client.post("/oidc/logout", {"csrfmiddlewaretoken": "x"})["Location"] == "/oidc/logout?"
    assert live(surfer)


def test_the_way_back_cannot_be_forged(surfer: Surfer, person: Person) -> None:
    surfer.sign_in(person)
    for forged in ("https://evil.example/", "WyJodHRwczovL2V2aWwiXQ:1:x"):
        shown = surfer.client.get("/fr/sign-out/", {"request": forged}).content.decode()
        assert 'href="https://evil' not in shown


def test_a_browser_that_forgot_its_session_can_still_end_it(surfer: Surfer, person: Person) -> None:
    hint = surfer.sign_in(person).tokens()["id_token"]
    del surfer.client.cookies[SSO_COOKIE]
    leave(surfer, id_token_hint=hint)
    assert not live(surfer)


def test_signing_out_twice_is_harmless(surfer: Surfer, person: Person) -> None:
    hint = surfer.sign_in(person).tokens()["id_token"]
    asked = {"id_token_hint": hint, "post_logout_redirect_uri": "https://library.example/bye"}
    leave(surfer, **asked)
    assert leave(surfer, **asked)["Location"] == "https://library.example/bye"
    assert "/signed-out/" in surfer.client.post("/fr/sign-out/")["Location"]
    assert surfer.client.get("/fr/sign-out/").status_code == 200


def test_nobody_keeps_a_session_after_signing_out(surfer: Surfer, person: Person) -> None:
    """LO-06, and the old cookie is worth nothing."""
    hint = surfer.sign_in(person).tokens()["id_token"]
    kept = surfer.client.cookies[SSO_COOKIE].value
    leave(surfer, id_token_hint=hint)
    surfer.client.cookies[SSO_COOKIE] = kept
    assert "/sign-in/" in surfer.authorize()["Location"]


# --- The services are told -------------------------------------------------------------------------------------------


def test_every_service_is_told_before_the_page_is_shown(
    surfer: Surfer, person: Person, ear: Ear, another_ear: Ear, django_capture_on_commit_callbacks: Any
) -> None:
    """LO-01, BackChannelRpInitiatedLogout."""
    register("library", backchannel_logout_uri=ear.address)
    register("theatre", backchannel_logout_uri=another_ear.address)
    surfer.sign_in(person)
    hint = surfer.tokens()["id_token"]
    surfer.tokens("theatre")
    with django_capture_on_commit_callbacks(execute=True):
        leave(surfer, id_token_hint=hint)
    assert [len(each.heard) for each in (ear, another_ear)] == [1, 1]
    assert set(LogoutDelivery.objects.values_list("outcome", flat=True)) == {"closed"}
    _assert_sound(surfer, ear.heard[0]["logout_token"], surfer.claims(hint))


def _assert_sound(surfer: Surfer, token: str, id_token: dict[str, Any]) -> None:
    """Back-Channel Logout 1.0 §2.4."""
    keys = KeySet.import_key_set({"keys": signing.ring().published})
    read = jwt.decode(token, keys, algorithms=["ES256"])
    assert read.header["typ"] == "logout+jwt"
    assert set(read.claims) == {"iss", "aud", "iat", "exp", "jti", "sub", "sid", "events"}
    assert [read.claims[name] for name in ("iss", "aud", "sub", "sid")] == [
        id_token[name] for name in ("iss", "aud", "sub", "sid")
    ]
    assert read.claims["events"] == {backchannel.EVENT: {}}
    assert 0 < read.claims["exp"] - read.claims["iat"] <= 120


@pytest.mark.parametrize("status", [500, 400, 302, 307, 0])
def test_a_service_that_does_not_confirm_is_reported_and_tried_again(
    surfer: Surfer, person: Person, ear: Ear, status: int, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """LO-02; a redirect is not followed (only registered addresses are called)."""
    monkeypatch.setattr(backchannel, "PATIENCE", 0.5)
    register("library", backchannel_logout_uri=ear.address)
    register("theatre")
    hint = surfer.sign_in(person).tokens()["id_token"]
    surfer.tokens("theatre")
    ear.status = status
    back = "https://library.example/bye"
    with django_capture_on_commit_callbacks(execute=True):
        response = leave(surfer, id_token_hint=hint, post_logout_redirect_uri=back)
    assert "/signed-out/" in response["Location"]
    assert LogoutDelivery.objects.get().outcome in {"unreached", ""}
    assert len(ear.heard) == 1
    assert not live(surfer)


def test_the_page_says_which_services_closed(
    surfer: Surfer, person: Person, ear: Ear, another_ear: Ear, django_capture_on_commit_callbacks: Any
) -> None:
    """§8.5: closed, did not answer, cannot be closed; then the way back as a link."""
    register("library", backchannel_logout_uri=ear.address)
    register("theatre", backchannel_logout_uri=another_ear.address)
    register("opera")
    surfer.sign_in(person)
    hint = surfer.tokens()["id_token"]
    surfer.tokens("theatre")
    surfer.tokens("opera")
    another_ear.status = 503
    with django_capture_on_commit_callbacks(execute=True):
        page = leave(surfer, id_token_hint=hint, post_logout_redirect_uri="https://library.example/bye")["Location"]
    with_tones = surfer.client.get(page).content.decode()
    assert [with_tones.count(f'data-tone="{tone}"') for tone in ("success", "warning", "neutral")] == [1, 1, 1]
    assert 'href="https://library.example/bye"' in with_tones


def test_when_all_closed_the_person_goes_straight_back(
    surfer: Surfer, person: Person, ear: Ear, django_capture_on_commit_callbacks: Any
) -> None:
    register("library", backchannel_logout_uri=ear.address)
    hint = surfer.sign_in(person).tokens()["id_token"]
    assert surfer.session is not None
    with django_capture_on_commit_callbacks(execute=True):
        end_session(surfer.session, "signed_out", by=BY)
    asked = {"id_token_hint": hint, "post_logout_redirect_uri": "https://library.example/bye", "state": "x"}
    assert leave(surfer, **asked)["Location"] == "https://library.example/bye?state=x"


def test_the_job_tries_again_until_the_service_confirms(
    surfer: Surfer, person: Person, ear: Ear, django_capture_on_commit_callbacks: Any
) -> None:
    from django.db import connection

    from beffroi.kernel.errors import Unavailable

    register("library", backchannel_logout_uri=ear.address)
    surfer.sign_in(person).tokens()
    assert surfer.session is not None
    ear.status = 500
    with django_capture_on_commit_callbacks(execute=True):
        end_session(surfer.session, "ended_elsewhere", by=BY)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'identity.provider.handlers.tell_again'"
            " ORDER BY id DESC LIMIT 1"
        )
        (queued,) = cursor.fetchall()
    delivery = LogoutDelivery.objects.get()
    assert str(delivery.id) in str(queued)
    with pytest.raises(Unavailable):
        tell_again.func(delivery_id=delivery.id)
    ear.status = 204
    tell_again.func(delivery_id=delivery.id)
    tell_again.func(delivery_id=delivery.id)
    assert LogoutDelivery.objects.get().outcome == "closed"
    assert len(ear.heard) == 3
    assert tell_services([delivery.id])


def test_services_of_a_session_are_listed(surfer: Surfer, person: Person) -> None:
    """SE-04."""
    register("theatre")
    surfer.sign_in(person).tokens()
    surfer.tokens("theatre")
    surfer.tokens()
    assert surfer.session is not None
    assert [visit.client_id for visit in services_of(surfer.session)] == ["library", "theatre"]


def test_sign_out_pages_speak_four_languages(surfer: Surfer, person: Person) -> None:
    surfer.sign_in(person).tokens()
    for language in ("fr", "nl", "de", "en"):
        for page in ("sign-out", "signed-out"):
            assert surfer.client.get(f"/{language}/{page}/").status_code == 200


def test_ui_locales_is_no_way_out_of_the_site(surfer: Surfer, person: Person) -> None:
    response = leave(surfer.sign_in(person), ui_locales="//evil.example")
    assert urlsplit(response["Location"]).netloc == ""
