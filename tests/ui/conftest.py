"""The gallery alone: a frame of our own, no other service, no database."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.test import Client, override_settings

from beffroi.ui import page
from beffroi.ui.page import Frame, Idle, Link, Person

ALONE: dict[str, Any] = {
    "ROOT_URLCONF": "tests.ui.addresses",
    "SERVICE": "portal",
    "ALLOWED_HOSTS": ["localhost", "127.0.0.1"],
    "MIDDLEWARE": [
        "beffroi.kernel.http.reference.ReferenceMiddleware",
        "beffroi.kernel.http.security.SecurityMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "beffroi.kernel.http.errors.ErrorsMiddleware",
    ],
}


def frame(request: HttpRequest) -> Frame:
    """Longest real words in the header; `?in` signs a person in."""
    is_in = "in" in request.GET
    person = Person(
        "Marie-Christine Vandenbroucke-Delvaux",
        "/leave",
        "Öffentliches Sozialhilfezentrum Eupen",
        (Link("CPAS de Namur", "#", is_current=True), Link("CPAS de Gembloux", "#")),
        (Link("Digitale Schlüssel", "#", "key-round"),),
    )
    return Frame(
        home_url="/fr/gallery/",
        name="Soziale Sicherheit",
        trail=(Link("Sécurité sociale", "/"), Link("Professionnel", "/")),
        audiences=(Link("Fonctionnaires et autres professionnels", "#", is_current=True), Link("Entreprises", "#")),
        links=(Link("À propos de la Sécurité sociale", "#"), Link("Contact", "#"), Link("Aide", "#")),
        footer=(Link("Règlement à l’usage des utilisateurs", "#"), Link("Accessibilité", "#")),
        banner=(Link("Le guichet", "#"),),
        owner="securitesociale.be",
        person=person if is_in else None,
        sign_in_url="" if is_in else "/sign-in",
        idle=Idle(30, 3, "/stay", "/ended") if is_in else None,
    )


@pytest.fixture(autouse=True)
def own_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_frames", {"portal": frame, "identity": frame})


@pytest.fixture
def gallery() -> Iterator[Client]:
    with override_settings(**ALONE):
        yield Client(SERVER_NAME="localhost")


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def origin() -> Iterator[str]:
    """The gallery served for a browser."""
    with override_settings(**ALONE):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), _Server, _Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
