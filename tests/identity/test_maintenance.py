"""The sign-in service tells of maintenance that the portal announced, and says nothing when it cannot learn of any."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from beffroi.identity import maintenance
from beffroi.kernel import clock
from tests.conftest import ServiceClient, assert_page

pytestmark = pytest.mark.django_db
Answer = Callable[..., None]


@pytest.fixture
def answers(settings: Any) -> Iterator[Answer]:
    """`answers(body, status)`: what the portal says from now on."""
    said: dict[str, Any] = {"body": b"{}", "status": 200, "asked": 0}

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said["asked"] += 1
            self.send_response(said["status"])
            self.send_header("Content-Length", str(len(said["body"])))
            self.end_headers()
            self.wfile.write(said["body"])

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.MAINTENANCE_URL = f"http://127.0.0.1:{server.server_port}/api/v1/maintenance"
    maintenance.known.forget()

    def answer(body: bytes, status: int = 200) -> None:
        said.update(body=body, status=status)
        maintenance.known.forget()

    answer.said = said  # type: ignore[attr-defined]  # for the test that counts
    yield answer
    maintenance.known.forget()
    server.shutdown()
    server.server_close()


def document(**changed: Any) -> bytes:
    now = clock.now()
    window = {
        "id": "a",
        "from": now.isoformat(),
        "until": (now + timedelta(hours=1)).isoformat(),
        "severity": "warning",
        "title": {"fr": "Coupure <b>"},
        **changed,
    }
    return json.dumps({"windows": [window]}).encode()


def test_windows_stand_on_the_pages_asked_once_a_minute(identity: ServiceClient, answers: Any) -> None:
    answers(document())
    body = assert_page(identity.get("/fr/"))
    assert "Coupure &lt;b&gt;" in body
    assert '<p lang="fr">Coupure' in assert_page(identity.get("/nl/"))
    assert answers.said["asked"] == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 200),
        (b"[]", 200),
        (b"<html>", 200),
        (b'{"windows": 3}', 200),
        (b'{"windows": [{}]}', 200),
        (document(title="x"), 200),
        (document(severity="panic"), 200),
        (document(until="2026-11-24T10:00"), 200),
        (document(until=None), 200),
        (document(), 503),
        (document(), 302),
        (b" " * (maintenance.LARGEST + 1) + document(), 200),
    ],
)
def test_odd_answers_show_nothing(identity: ServiceClient, answers: Answer, body: bytes, status: int) -> None:
    answers(body, status)
    assert "Coupure" not in assert_page(identity.get("/fr/"))


def test_silent_portal_shows_nothing(identity: ServiceClient, settings: Any) -> None:
    settings.MAINTENANCE_URL = "http://127.0.0.1:9/"
    maintenance.known.forget()
    assert_page(identity.get("/fr/"))


def test_window_ends_by_itself(answers: Answer) -> None:
    answers(document())
    assert len(maintenance.notices("fr")) == 1
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert maintenance.notices("fr") == ()
