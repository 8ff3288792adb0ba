"""Whatever is sent, the answer is a page of ours, never a failure (once over every form of the key pages)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.identity.models import Person, Session
from tests.identity.conftest import Browser

pytestmark = pytest.mark.django_db
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.text(max_size=120)
fields = st.dictionaries(
    st.sampled_from(["user_name", "password", "code", "again", "new_card", "own_page", "strong", "old", "new", "done"])
    | texts,
    texts,
    max_size=5,
)
PATHS = (
    "sign-in/",
    "keys/",
    "keys/password/",
    "keys/mobile-app/",
    "keys/mobile-app/new/",
    "keys/token-card/new/",
    "keys/00000000-0000-0000-0000-000000000000/end/",
    "sessions/",
    "sessions/others/end/",
    "session/stay/",
)


def _sound(answer: Any) -> bool:
    return answer.status_code < 500


@FEW
@given(sent=fields)
@pytest.mark.parametrize("slug", ["email-code", "mobile-app", "token-card", "eid", "%2e%2e"])
def test_the_forms_of_a_sign_in_take_anything(
    browser: Browser, person: Person, slug: str, sent: dict[str, str]
) -> None:
    browser.begin()
    assert _sound(browser.client.post(browser.url(slug), sent))
    assert _sound(browser.client.post(browser.url(slug, "code"), sent))
    assert not Session.objects.exists()


@FEW
@given(sent=fields)
@pytest.mark.parametrize("slug", ["email-code", "mobile-app", "token-card"])
def test_the_code_page_takes_anything(browser: Browser, person: Person, slug: str, sent: dict[str, str]) -> None:
    browser.begin().type_password(slug)
    assert _sound(browser.client.post(browser.url(slug, "code"), sent))
    assert not Session.objects.exists()


@FEW
@given(sent=fields, path=st.sampled_from(PATHS), method=st.sampled_from(["get", "post", "put", "head", "options"]))
def test_the_own_pages_take_anything(
    browser: Browser, person: Person, sent: dict[str, str], path: str, method: str
) -> None:
    if not browser.session_secret:
        browser.begin(client_id="").sign_in("mobile-app")
    assert _sound(getattr(browser.client, method)(f"/fr/{path}", sent if method in {"get", "post", "head"} else ""))


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        ({"data": b"user_name=a&user_name=b&password=c"}, 400),
        ({"data": b"user_name=%00&password=c"}, 400),
        ({"data": b"user_name=%ff%fe&password=c"}, 400),
        ({"data": b"user_name=" + b"a" * 300_000 + b"&password=c"}, 413),
        ({"data": b"user_name=" + b"a" * 200_000 + b"&password=c"}, 200),
        ({"data": b"user_name=a&password=" + b"c" * 5_000}, 200),
        ({"data": b"not a form", "content_type": "multipart/form-data"}, 400),
        ({"data": b"{}", "content_type": "application/json"}, 200),
    ],
)
def test_unsound_bodies_are_refused(browser: Browser, person: Person, extra: dict[str, Any], status: int) -> None:
    browser.begin()
    extra = {"content_type": "application/x-www-form-urlencoded"} | extra
    assert browser.client.post(browser.url("mobile-app"), **extra).status_code == status
    assert not Session.objects.exists()
