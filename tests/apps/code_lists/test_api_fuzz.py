"""Once over the whole API with whatever its description allows, and more: never a 500, always the described form."""

import pytest
import schemathesis
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ServiceClient

pytestmark = pytest.mark.usefixtures("reference_lists")
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture
def described(portal: ServiceClient) -> object:
    with override_settings(ALLOWED_HOSTS=["localhost", "testserver"]):
        return schemathesis.openapi.from_dict(portal.get("/api/v1/openapi.json").json())


@pytest.mark.filterwarnings("ignore")
def test_no_described_request_fails(portal: ServiceClient, described: schemathesis.BaseSchema) -> None:
    for result in described.get_all_operations():
        operation = result.ok()

        @BOUNDED
        @given(case=operation.as_strategy())
        def answer(case: schemathesis.Case) -> None:
            path = case.formatted_path
            response = portal.get(path, query_params=case.query or {})
            assert response.status_code in {200, 304, 400, 404}, (path, case.query, response.content[:300])
            if response.status_code >= 400:
                assert response["Content-Type"].startswith("application/problem+json")

        answer()


@BOUNDED
@given(
    path=st.text(max_size=40),
    query=st.dictionaries(
        st.sampled_from(["q", "on", "lang", "page", "parent", "version", "x"]), st.text(max_size=30), max_size=4
    ),
)
def test_no_other_request_fails_either(portal: ServiceClient, path: str, query: dict[str, str]) -> None:
    from urllib.parse import quote

    for address in (
        f"nis-municipalities/codes/{quote(path, safe='')}",
        quote(path, safe=""),
        "nis-municipalities/codes",
    ):
        response = portal.get(f"/api/v1/code-lists/{address}", query_params=query)
        assert response.status_code in {200, 400, 404}, (address, query)
