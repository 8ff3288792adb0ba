"""Whatever is typed into the pages and forms gets an answer: a page, a message or a clear refusal, never a 500."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.apps.code_lists.forms import MessageForm, ProposalForm, SearchForm, WithdrawalForm
from tests.conftest import ServiceClient

pytestmark = pytest.mark.usefixtures("reference_lists")
BOUNDED = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
typed = st.text(max_size=60)
FIELDS = ["q", "on", "closed", "sort", "owner", "parent", "version", "page"]


@BOUNDED
@given(query=st.dictionaries(st.sampled_from(FIELDS), typed, max_size=5))
def test_the_search_takes_anything(portal: ServiceClient, query: dict[str, str]) -> None:
    for address in ("", "nis-municipalities/", "nis-municipalities/codes/44001/"):
        assert portal.get(f"/fr/code-lists/{address}", query_params=query).status_code in {200, 400, 404}


@BOUNDED
@given(key=typed, code=typed)
def test_addresses_take_anything(portal: ServiceClient, key: str, code: str) -> None:
    for address in (
        f"{quote(key, safe='')}/",
        f"postcodes/codes/{quote(code, safe='')}/",
        f"postcodes/versions/{quote(code, safe='')}/",
    ):
        assert portal.get(f"/fr/code-lists/{address}").status_code in {200, 400, 403, 404}


@BOUNDED
@given(before=typed, after=typed)
def test_the_comparison_takes_anything(portal: ServiceClient, before: str, after: str) -> None:
    asked = {"before": before, "after": after}
    for address in ("difference/", "difference.csv"):
        assert portal.get(f"/fr/code-lists/countries/{address}", query_params=asked).status_code in {200, 400}


@BOUNDED
@given(message=st.text(max_size=400))
def test_any_message_is_explained_or_refused(portal: ServiceClient, message: str) -> None:
    assert portal.post("/fr/code-lists/explain/", {"message": message}).status_code in {200, 400}


@BOUNDED
@given(
    data=st.dictionaries(st.sampled_from([*FIELDS, "message", "label", "note", "reason"]), typed),
    content=st.binary(max_size=200),
)
def test_forms_answer_valid_or_not(data: dict[str, str], content: bytes) -> None:
    for form in (MessageForm(data), WithdrawalForm(data)):
        form.is_valid()
    SearchForm(data).question(language="fr")
    ProposalForm(data, {"table": SimpleUploadedFile("x.csv", content)}).is_valid()
