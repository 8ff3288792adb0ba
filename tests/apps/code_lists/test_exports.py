"""Each export read by somebody else's reader, and found to say what the list says."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from lxml import etree
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from beffroi.apps.code_lists.models import CodeList
from beffroi.apps.code_lists.queries.versions import entries_of
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.formats import FORMATS, Head
from beffroi.apps.code_lists.rules.formats.genericode import NAMESPACE
from beffroi.apps.code_lists.rules.table import decoded, read_table

HEAD = Head(
    key="colours",
    version="2026/1",
    address="https://portal.invalid/api/v1/code-lists/colours",
    titles={"fr": "Couleurs «\u00a0vives\u00a0»", "nl": 'Kleuren "fel"'},
    owner={"fr": "Tests & fils"},
    licence={"fr": "Aucune"},
    attribution="Ours <own>",
    source_url="https://example.invalid/a",
)
AWKWARD = [
    Entry("1", labels={"fr": '=HYPERLINK("x")', "nl": "Rood & <geel>"}),
    Entry("2", valid_until=date(2020, 1, 1), replaced_by=("3",), labels={"fr": 'guillemets " et \\ barre'}),
    Entry("3", valid_from=date(2020, 1, 1), parent="1", labels={"fr": "Bleu"}, extra={"a-b": {"fr": "é", "nl": "e"}}),
    Entry("4/é .", "v", labels={"fr": "a\ufffdb"}, damage=("damaged_label",)),
    Entry("5", "x", labels={"fr": "ligne\nsuite"}),
    Entry("5", "y", labels={"fr": "autre"}),
]


def content(extension: str, entries: list[Entry] = AWKWARD, head: Head = HEAD) -> bytes:
    return b"".join(FORMATS[extension].write(head, entries))


def test_csv_comes_back_as_it_went() -> None:
    assert read_table(decoded(content("csv"))) == AWKWARD


def test_csv_is_safe_in_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(content("csv").decode())))
    assert not [cell for row in rows for cell in row if len(cell) > 1 and cell[0] in "=+@\t\r"]


def test_csv_for_a_spreadsheet_has_a_mark_and_semicolons() -> None:
    from dataclasses import replace

    spreadsheet = content("csv", head=replace(HEAD, for_spreadsheet=True))
    assert spreadsheet.startswith(b"\xef\xbb\xbfcode;variant;")
    assert read_table(decoded(spreadsheet)) == AWKWARD


def test_json_says_everything() -> None:
    import json

    document = json.loads(content("json"))
    assert document["list"] == "colours"
    assert [entry["code"] for entry in document["entries"]] == [entry.code for entry in AWKWARD]
    assert document["entries"][1]["valid_until"] == "2020-01-01"
    assert document["entries"][3]["damage"] == ["damaged_label"]


def test_a_workbook_holds_text_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(content("xlsx")))
    rows = list(book["codes"].iter_rows())
    assert [cell.value for cell in rows[0]][:2] == ["code", "variant"]
    assert len(rows) == len(AWKWARD) + 1
    assert not [cell for row in rows for cell in row if cell.data_type == "f"]
    assert any(cell.value == '=HYPERLINK("x")' for cell in rows[1])
    assert book["about"]["B1"].value == "colours"


def test_turtle_is_a_concept_scheme() -> None:
    graph = Graph().parse(data=content("ttl"), format="turtle")
    scheme = URIRef(HEAD.address)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len({entry.code for entry in AWKWARD})
    two, three = (URIRef(HEAD.address_of(code)) for code in "23")
    assert (two, DCTERMS.isReplacedBy, three) in graph
    assert (two, DCTERMS.valid, Literal("../2019-12-31")) in graph
    assert (three, SKOS.broader, URIRef(HEAD.address_of("1"))) in graph
    assert {str(note) for note in graph.objects(None, SKOS.notation)} == {entry.code for entry in AWKWARD}


def test_a_concept_has_one_preferred_label_a_language() -> None:
    """SKOS S14; and S13: what is preferred is not also an alternative."""
    graph = Graph().parse(data=content("ttl"), format="turtle")
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        preferred = [label.language for label in graph.objects(concept, SKOS.prefLabel)]
        assert len(preferred) == len(set(preferred))
        assert not set(graph.objects(concept, SKOS.prefLabel)) & set(graph.objects(concept, SKOS.altLabel))


def test_genericode_has_the_structure_of_its_schema() -> None:
    root = etree.fromstring(content("gc.xml"))
    assert root.tag == f"{{{NAMESPACE}}}CodeList"
    assert [child.tag for child in root] == ["Identification", "ColumnSet", "SimpleCodeList"]
    named = [child.tag for child in root.find("Identification")]
    order = ["ShortName", "LongName", "Version", "CanonicalUri", "CanonicalVersionUri", "LocationUri", "Agency"]
    assert [order.index(tag) for tag in named] == sorted(order.index(tag) for tag in named)
    columns = {column.get("Id"): column.get("Use") for column in root.find("ColumnSet").findall("Column")}
    assert all(identifier.replace("_", "").replace(".", "").replace("-", "").isalnum() for identifier in columns)
    keys = [ref.get("Ref") for ref in root.find("ColumnSet").find("Key").findall("ColumnRef")]
    assert all(columns[key] == "required" for key in keys)
    rows = root.find("SimpleCodeList").findall("Row")
    assert len(rows) == len(AWKWARD)
    for row, entry in zip(rows, AWKWARD, strict=True):
        cells = {value.get("ColumnRef"): value.findtext("SimpleValue") for value in row}
        assert set(cells) <= set(columns)
        assert cells["code"] == entry.code
        assert cells.get("label_fr") == entry.labels.get("fr")


@pytest.mark.usefixtures("reference_lists")
@pytest.mark.parametrize(
    "key", ["nis-municipalities", "postcodes", "nsso-03-contribution-types", "nsso-24-admitted-characters"]
)
def test_real_lists_are_read_by_all_readers(key: str) -> None:
    version = CodeList.objects.select_related("current_version").get(key=key).current_version
    assert version is not None
    lines = entries_of(version)
    assert read_table(decoded(content("csv", lines))) == lines
    assert (
        len(list(openpyxl.load_workbook(io.BytesIO(content("xlsx", lines)), read_only=True)["codes"])) == len(lines) + 1
    )
    assert len(etree.fromstring(content("gc.xml", lines)).find("SimpleCodeList")) == len(lines)
    graph = Graph().parse(data=content("ttl", lines), format="turtle")
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len({line.code for line in lines})


def test_a_file_is_named_by_list_version_and_day() -> None:
    from dataclasses import replace

    assert HEAD.file_name("csv") == "colours_2026-1_all-dates.csv"
    assert replace(HEAD, on=date(2026, 11, 24)).file_name("gc.xml") == "colours_2026-1_2026-11-24.gc.xml"


@pytest.mark.parametrize("extension", FORMATS)
def test_an_empty_list_can_be_taken_too(extension: str) -> None:
    assert content(extension, [])
