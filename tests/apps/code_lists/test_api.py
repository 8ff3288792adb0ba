"""The open API: what it promises to programs, and that no input makes it fail."""

import json
from typing import Any

import pytest

from tests.conftest import ServiceClient

pytestmark = pytest.mark.usefixtures("reference_lists")
API = "/api/v1/code-lists"


def get(portal: ServiceClient, address: str, status: int = 200, **headers: Any) -> Any:
    response = portal.get(f"{API}{address}", **headers)
    assert response.status_code == status, response.content[:500]
    return response.json() if response.content else None


def test_aalter_before_and_after_the_merger(portal: ServiceClient) -> None:
    before = get(portal, "/nis-municipalities/codes/44001?on=2018-12-31&lang=fr")
    assert (before["status"], before["label"], before["until"]) == ("valid", "Aalter", "2019-01-01")
    after = get(portal, "/nis-municipalities/codes/44001?on=2019-01-01&lang=fr")
    assert (after["status"], after["replaced_by"], after["since"]) == ("replaced", ["44084"], "2019-01-01")
    assert after["message"] == "Remplacé par 44084 le 01/01/2019."
    assert after["links"]["replaced_by"][0].endswith("/nis-municipalities/codes/44084")


def test_a_postcode_follows_its_municipality(portal: ServiceClient) -> None:
    for on, municipality in (("2024-12-31", "11007"), ("2025-01-01", "11002")):
        answer = get(portal, f"/postcodes/codes/2150?on={on}")
        assert [entry["extra"]["municipality"] for entry in answer["entries"]] == [municipality]


def test_the_language_asked_is_spoken_in_answers_and_errors(portal: ServiceClient) -> None:
    assert get(portal, "/nis-municipalities/codes/62063?lang=de")["label"] == "Lüttich"
    for language, word in (("fr", "liste de codes"), ("nl", "codelijst"), ("de", "Codeliste"), ("en", "code list")):
        assert word in get(portal, f"/nope?lang={language}", 404)["detail"]
    assert get(portal, "/nis-municipalities/codes/82039?lang=de")["label_language"] != "de"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nope", 404),
        ("/nope/codes", 404),
        ("/nis-municipalities/codes/00000", 404),
        ("/nis-municipalities/codes/44001?on=2019-02-30", 400),
        ("/nis-municipalities/codes/44001?on=20190101", 400),
        ("/nis-municipalities/codes/44001?on=1546300800", 400),
        ("/nis-municipalities/codes/44001?on=2019-01-01T00:00:00", 400),
        ("/nis-municipalities/codes/44001?date=2019-01-01", 400),
        ("/nis-municipalities/codes/44001?on=2019-01-01&on=2020-01-01", 400),
        ("/nis-municipalities/codes/44001?lang=xx", 400),
        ("/nis-municipalities/codes/44001?version=1900", 404),
        ("/nis-municipalities/codes?page=0", 400),
        ("/nis-municipalities/codes?page=-1", 400),
        ("/nis-municipalities/codes?page=1e3", 400),
        ("/nis-municipalities/codes?page_size=501", 400),
        ("/nis-municipalities/codes?closed=yes", 400),
        (f"/nis-municipalities/codes?q={'a' * 201}", 400),
        ("/nis-municipalities/export.pdf", 404),
        ("/nis-municipalities/versions/a/diff/b", 404),
        ("/nis-municipalities/nothing", 404),
    ],
)
def test_a_mistake_gets_a_problem_with_a_reference(portal: ServiceClient, address: str, status: int) -> None:
    response = portal.get(f"{API}{address}")
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/problem+json")
    problem = response.json()
    assert problem["status"] == status
    assert problem["reference"].startswith("B-")
    assert problem["reference"] == response["X-Request-Reference"]


def test_codes_are_searched_narrowed_and_paged(portal: ServiceClient) -> None:
    first = get(portal, "/nis-municipalities/codes?on=2026-11-24&page_size=2&parent=44000")
    assert first["total"] == 13
    assert first["pages"] == 7
    second = get(portal, "/nis-municipalities/codes?on=2026-11-24&page_size=2&parent=44000&page=2")
    assert {code["code"] for code in first["codes"]}.isdisjoint(code["code"] for code in second["codes"])
    found = get(portal, "/nis-municipalities/codes?q=anvres")
    assert found["corrected"] == "anvers"
    assert found["codes"][0]["code"] == "11002"


def test_all_lists_and_one(portal: ServiceClient) -> None:
    lists = get(portal, "?lang=nl")
    assert lists["total"] >= 50
    one = get(portal, "/nsso-30-error-codes?lang=nl")
    assert one in lists["lists"]
    assert one["title"] == "Foutcodes van de aangiften"
    assert one["codes"] == 493


def test_awkward_codes_have_addresses(portal: ServiceClient) -> None:
    assert get(portal, "/nsso-24-admitted-characters/codes/~2E")["code"] == "."
    assert get(portal, "/nsso-12-risk-identifications/codes/AOAT001/001")["code"] == "AOAT001/001"
    assert get(portal, "/nsso-12-risk-identifications/codes/AOAT001~2F001")["code"] == "AOAT001/001"


@pytest.mark.parametrize(
    "address",
    ["/postcodes", "/postcodes/codes?q=aalter", "/postcodes/codes/9880?on=2020-01-01", "/postcodes/export.csv"],
)
def test_what_did_not_change_is_not_sent_again(portal: ServiceClient, address: str) -> None:
    first = portal.get(f"{API}{address}")
    again = portal.get(f"{API}{address}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == first["Access-Control-Allow-Origin"] == "*"
    assert "public" in first["Cache-Control"]
    other = portal.get(f"{API}{address}", headers={"If-None-Match": '"something-else"'})
    assert other.status_code == 200


def test_an_export_tells_since_when(portal: ServiceClient) -> None:
    first = portal.get(f"{API}/postcodes/export.ttl")
    again = portal.get(f"{API}/postcodes/export.ttl", headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 304
    assert first["Content-Disposition"] == 'attachment; filename="postcodes_2021-1-2025-01-01_all-dates.ttl"'


def test_an_export_of_a_day_holds_what_was_valid(portal: ServiceClient) -> None:
    lines = portal.get(f"{API}/nis-municipalities/export.csv?on=2025-01-01").content.decode().splitlines()
    assert sum("municipality" in line for line in lines) == 565
    document = json.loads(portal.get(f"{API}/nis-municipalities/export.json?on=2018-12-31").content)
    assert sum(entry["extra"]["level"] == "municipality" for entry in document["entries"]) == 589


def test_versions_are_listed(portal: ServiceClient) -> None:
    (version,) = get(portal, "/countries/versions")["versions"]
    assert (version["state"], version["is_current"], version["codes"]) == ("published", True, 498)


def test_the_api_opens_no_session(portal: ServiceClient) -> None:
    response = portal.get(f"{API}/postcodes/codes/9880")
    assert not response.cookies


def test_the_language_is_that_of_the_header_not_of_a_cookie(portal: ServiceClient) -> None:
    portal.cookies["beffroi_portal_language"] = "de"
    assert get(portal, "/countries")["title"] == "Pays et nationalités"
    assert (
        get(portal, "/countries", headers={"Accept-Language": "nl-BE,en;q=0.5"})["title"] == "Landen en nationaliteiten"
    )


def test_only_reading_is_offered(portal: ServiceClient) -> None:
    for method in ("post", "put", "delete", "patch"):
        assert getattr(portal, method)(f"{API}/postcodes/codes/9880").status_code in {403, 405}


def test_the_description_names_every_address(portal: ServiceClient) -> None:
    described = portal.get("/api/v1/openapi.json").json()
    paths = [path for path in described["paths"] if path.startswith(API)]
    assert len(paths) == 7
    assert all(set(described["paths"][path]) == {"get"} for path in paths)
