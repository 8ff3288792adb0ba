"""Whatever is sent to whichever endpoint, the answer is a clear one: never a 500, never half a row."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.identity.models import Person
from beffroi.identity.provider import parameters
from beffroi.identity.provider.claims import SCOPES
from tests.identity.provider.conftest import CHALLENGE, SECRET, Surfer, acr_demand, asked, basic

QUIET = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TEXT = st.text(max_size=60)
NASTY = st.sampled_from(
    ["", " ", "\0", "\ud800", "é" * 40, "%00", "%", "'", '"', "<x>", "../", "//evil.example", "-1", "1e9", "null", "[]", "{}",
     "{\"id_token\":{\"acr\":[]}}", "none", "login none", "openid niss", "code token", "http://[", "a" * 3_000,
     CHALLENGE, SECRET, acr_demand(400), *sorted(SCOPES)]
)  # fmt: skip
VALUE = NASTY | TEXT
HEADER = st.text(st.characters(max_codepoint=255), max_size=60)  # what a server hands over (PEP 3333)
LESS_THAN_SERVER_ERROR = range(200, 500)


def values_of(names: tuple[str, ...]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Some of the known names, some unknown, in any order, some twice."""
    return st.lists(st.tuples(st.sampled_from([*names, "transaction", "request", "of"]) | TEXT, VALUE), max_size=8)


def encoded(pairs: list[tuple[str, str]]) -> str:
    from urllib.parse import quote

    return "&".join(
        f"{quote(name, errors='surrogatepass')}={quote(value, errors='surrogatepass')}" for name, value in pairs
    )


PAGES = [
    "/oidc/authorize",
    "/oidc/authorize/resume",
    "/oidc/authorize/cancel",
    "/oidc/logout",
    "/fr/sign-out/",
    "/fr/signed-out/",
]


@QUIET
@given(
    page=st.sampled_from(PAGES),
    pairs=values_of(parameters.AUTHORIZATION + parameters.LOGOUT),
    is_sound=st.booleans(),
    method=st.sampled_from(["GET", "POST"]),
)
@pytest.mark.django_db
def test_pages_of_the_protocol(
    surfer: Surfer, page: str, pairs: list[tuple[str, str]], is_sound: bool, method: str
) -> None:
    """Half of the time on top of a sound request, so that deeper checks are reached."""
    query = encoded([*(asked().items() if is_sound else ()), *pairs])
    kept = {name: values for name, values in asked().items() if name not in dict(pairs)} if is_sound else {}
    query = encoded([*kept.items(), *pairs]) or query
    if method == "GET":
        response = surfer.client.generic("GET", page, QUERY_STRING=query)
    else:
        response = surfer.client.generic("POST", page, query, "application/x-www-form-urlencoded")
    assert response.status_code in LESS_THAN_SERVER_ERROR
    assert "evil.example" not in response.headers.get("Location", "").split("?")[0]


@QUIET
@given(
    pairs=values_of(parameters.TOKEN),
    header=st.sampled_from([basic(), "", "Basic", "Basic é", "Basic %%%", "Bearer x"]) | HEADER,
    kind=st.sampled_from(
        ["application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/plain"]
    ),
)
@pytest.mark.django_db
def test_token_endpoint(surfer: Surfer, pairs: list[tuple[str, str]], header: str, kind: str) -> None:
    response = surfer.client.generic("POST", "/oidc/token", encoded(pairs), kind, HTTP_AUTHORIZATION=header)
    assert response.status_code in {400, 401, 413}
    assert response["Content-Type"].startswith("application/")


@QUIET
@given(
    header=HEADER | HEADER.map("Bearer {}".format),
    body=values_of(("access_token",)),
    method=st.sampled_from(["GET", "POST"]),
)
@pytest.mark.django_db
def test_userinfo_endpoint(surfer: Surfer, header: str, body: list[tuple[str, str]], method: str) -> None:
    response = surfer.client.generic(
        method, "/oidc/userinfo", encoded(body), "application/x-www-form-urlencoded", HTTP_AUTHORIZATION=header
    )
    assert response.status_code in {400, 401}


@QUIET
@given(reference=TEXT, choice=VALUE)
@pytest.mark.django_db
def test_continue_page(surfer: Surfer, person: Person, reference: str, choice: str) -> None:
    from urllib.parse import quote

    page: Any = f"/fr/continue/{quote(reference, safe='')}/"
    assert surfer.client.get(page).status_code in {400, 403, 404}
    assert surfer.client.post(page, {"choice": choice.encode("utf-8", "replace")}).status_code in {400, 403, 404}


@pytest.mark.parametrize("path", ["/oidc/token", "/oidc/userinfo"])
def test_too_large_a_body_is_refused(surfer: Surfer, path: str) -> None:
    body = "x=" + "a" * 300_000
    response = surfer.client.post(path, body, "application/x-www-form-urlencoded")
    assert response.status_code == 413
