"""Bad input is refused at the door with a sentence and a reference; no answer leaves without its headers."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.http import require_GET
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from beffroi.kernel.errors import Conflict, TooManyRequests, Unavailable
from beffroi.kernel.http.limits import accepts_up_to, may_repeat
from beffroi.kernel.http.reasons import explain, sentence_for
from beffroi.kernel.http.reports import csp_report
from beffroi.kernel.http.security import may_send_forms_to, no_store
from beffroi.kernel.verdict import refused

handler400 = "beffroi.kernel.http.errors.bad_request"
handler403 = "beffroi.kernel.http.errors.permission_denied"
handler404 = "beffroi.kernel.http.errors.page_not_found"
handler500 = "beffroi.kernel.http.errors.server_error"

explain({"too_soon": "Wait until %(day)s."})


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.GET.get('a', '')}{request.POST.get('a', '')}")


@may_repeat("a")
def repeats(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@accepts_up_to(600_000)
def uploads(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def fails(request: HttpRequest, kind: str) -> HttpResponse:
    match kind:
        case "refused":
            refused("too_soon", day="Monday").enforce()
        case "conflict":
            raise Conflict("not_in_this_state")
        case "throttled":
            raise TooManyRequests(retry_after=7)
        case "unavailable":
            raise Unavailable("unavailable")
        case "denied":
            raise PermissionDenied("secret detail")
        case "missing":
            raise Http404("secret detail")
    raise RuntimeError("secret detail")


urlpatterns = [
    path("plain", plain),
    path("repeats", repeats),
    path("uploads", uploads),
    path("forms", lambda request: may_send_forms_to(HttpResponse(), "https://elsewhere.example")),
    path("personal", no_store(plain)),
    path("csp-report", csp_report),
    path("reading", require_GET(plain)),
    path("api/reading", require_GET(plain)),
    path("fails/<kind>", fails),
    path("api/fails/<kind>", fails),
]

MIDDLEWARE = [
    "beffroi.kernel.http.reference.ReferenceMiddleware",
    "beffroi.kernel.http.security.SecurityMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "beffroi.kernel.http.errors.ErrorsMiddleware",
    "beffroi.kernel.http.limits.LimitsMiddleware",
]


@pytest.fixture(autouse=True)
def _street(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("beffroi.ui.page._frames", {})  # no service stands around these pages
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE, ALLOWED_HOSTS=["localhost"]):
        yield


@pytest.fixture
def browser() -> Client:
    return Client(SERVER_NAME="localhost", raise_request_exception=False)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("a=1&b=2", 200),
        ("a=1&a=2", 400),
        ("a=%FF", 400),
        ("a=%00", 400),
        ("a%00=1", 400),
        ("a=" + "x" * 5_000, 400),
    ],
)
def test_a_query_is_read_strictly(browser: Client, query: str, status: int) -> None:
    assert browser.get(f"/plain?{query}").status_code == status


def test_bytes_beyond_ascii_in_an_address_are_refused(browser: Client) -> None:
    assert browser.get("/plain", QUERY_STRING="a=é").status_code == 400


def test_a_list_of_checkboxes_may_repeat(browser: Client) -> None:
    assert browser.get("/repeats?a=1&a=2").status_code == 200
    assert browser.get("/repeats?b=1&b=2").status_code == 400


@pytest.mark.parametrize("form", ["a=1&a=2", "a=%FF", "a=%00"])
def test_a_form_is_read_as_strictly(browser: Client, form: str) -> None:
    assert browser.post("/plain", form, content_type="application/x-www-form-urlencoded").status_code == 400


def test_a_body_has_a_limit_unless_the_view_takes_uploads(browser: Client) -> None:
    assert browser.post("/plain", b"x" * 300_000, content_type="text/csv").status_code == 413
    assert browser.post("/uploads", b"x" * 300_000, content_type="text/csv").status_code == 200
    assert browser.post("/uploads", b"x" * 600_001, content_type="text/csv").status_code == 413
    assert browser.post("/plain", b"x", content_type="text/csv", CONTENT_LENGTH="many").status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "loc\talhost"])
def test_another_host_is_refused(browser: Client, host: str) -> None:
    assert browser.get("/plain", SERVER_NAME=host).status_code == 400
    assert browser.get("/plain", HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("refused", 403),
        ("conflict", 409),
        ("throttled", 429),
        ("unavailable", 503),
        ("denied", 403),
        ("missing", 404),
        ("boom", 500),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/api"])
def test_an_error_is_a_sentence_with_a_reference(browser: Client, prefix: str, kind: str, status: int) -> None:
    answer = browser.get(f"{prefix}/fails/{kind}")
    text = answer.content.decode()
    assert answer.status_code == status
    assert answer["X-Request-Reference"] in text
    assert answer["Cache-Control"] == "no-store"
    assert "secret detail" not in text
    assert "Traceback" not in text


def test_an_api_answers_problem_json(browser: Client) -> None:
    answer = browser.get("/api/fails/refused", headers={"accept-language": "en"})
    problem = json.loads(answer.content)
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer["Content-Language"] == "en"
    assert (problem["status"], problem["type"]) == (403, "urn:beffroi:problem:too_soon")
    assert (problem["detail"], problem["reference"]) == ("Wait until Monday.", answer["X-Request-Reference"])


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("application/json", "problem+json"), ("text/html,application/json", "text/html"), ("", "text/html")],
)
def test_who_asks_for_json_gets_a_problem(browser: Client, accept: str, kind: str) -> None:
    assert kind in browser.get("/fails/refused", headers={"accept": accept})["Content-Type"]


@pytest.mark.parametrize(("prefix", "kind"), [("", "text/html"), ("/api", "application/problem+json")])
def test_another_method_is_refused_with_a_sentence(browser: Client, prefix: str, kind: str) -> None:
    answer = browser.post(f"{prefix}/reading")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer["Content-Type"].startswith(kind)
    assert "B-" in answer.content.decode()


def test_a_throttled_request_says_when_to_return(browser: Client) -> None:
    assert browser.get("/api/fails/throttled")["Retry-After"] == "7"


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_an_error_speaks_the_readers_language(browser: Client, language: str) -> None:
    answer = browser.get("/fails/missing", headers={"accept-language": language})
    assert f'lang="{language}"' in answer.content.decode()


def test_an_unknown_reason_still_has_a_sentence() -> None:
    assert sentence_for(400, "never_heard_of", {})[1]
    assert sentence_for(418, "", {})[0]


def test_the_log_knows_the_reference_and_not_the_address(browser: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="beffroi.http"):
        answer = browser.get("/plain?a=1&a=ada@centre.example")
    assert answer["X-Request-Reference"] in caplog.text
    assert "ada" not in caplog.text


def test_a_form_without_its_token_is_refused() -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert strict.post("/plain", {"a": "1"}).status_code == 403


@pytest.mark.parametrize("address", ["/plain", "/fails/boom", "/nowhere", "/plain?a=1&a=2"])
def test_no_answer_leaves_without_its_headers(browser: Client, address: str) -> None:
    answer = browser.get(address)
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_page_may_name_where_its_forms_lead(browser: Client) -> None:
    assert "form-action 'self' https://elsewhere.example;" in browser.get("/forms")["Content-Security-Policy"]
    assert "form-action 'self';" in browser.get("/plain")["Content-Security-Policy"]


def test_a_personal_page_is_kept_by_no_cache(browser: Client) -> None:
    assert browser.get("/personal")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("is_tls", "expected"), [(True, True), (False, False)])
def test_tls_is_made_to_stick(browser: Client, is_tls: bool, expected: bool) -> None:
    with override_settings(IS_TLS=is_tls):
        assert ("Strict-Transport-Security" in browser.get("/plain").headers) is expected


@pytest.mark.parametrize(
    ("body", "status"),
    [(b'{"csp-report": {"blocked-uri": "x"}}', 204), (b"[]", 400), (b"\xff", 400), (b'{"csp-report": 1}', 400)],
)
def test_a_report_of_the_browser_is_taken_or_refused(browser: Client, body: bytes, status: int) -> None:
    assert browser.post("/csp-report", body, content_type="application/csp-report").status_code == status


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.binary(max_size=40), body=st.binary(max_size=60), kind=st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/csv"]))  # fmt: skip
def test_no_bytes_make_the_door_fail(browser: Client, query: bytes, body: bytes, kind: str) -> None:
    answer: Any = browser.post("/plain", body, content_type=kind, QUERY_STRING=query.decode("latin-1"))
    assert answer.status_code in {200, 400}
