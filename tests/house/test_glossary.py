"""One concept, one word: every table of the database has its row, every row its four languages."""

from tests.house.source import ROOT
from tests.house.test_models import own_models

GLOSSARY = ROOT / "docs" / "glossary.md"


def rows(text: str) -> list[list[str]]:
    """The cells of every table row, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if row[1] != "fr"]


def python_names(text: str) -> list[str]:
    return [row[6].strip("` ") for row in rows(text) if len(row) == 7]


def test_every_model_has_its_row() -> None:
    models = {f"{model._meta.app_label}.{model.__name__}" for model in own_models()}
    assert models - set(python_names(GLOSSARY.read_text())) == set()


def test_no_row_names_a_table_that_is_gone() -> None:
    models = {f"{model._meta.app_label}.{model.__name__}" for model in own_models()}
    labels = {name.split(".")[0] for name in models}
    named = {
        name for name in python_names(GLOSSARY.read_text()) if name.count(".") == 1 and name.split(".")[1].istitle()
    }
    assert {name for name in named if name.split(".")[0] in labels} - models == set()


def test_every_term_has_four_languages() -> None:
    assert [row for row in rows(GLOSSARY.read_text()) if not all(row[:4])] == []


def test_no_concept_has_two_rows() -> None:
    concepts = [row[0].casefold() for row in rows(GLOSSARY.read_text())]
    assert sorted({concept for concept in concepts if concepts.count(concept) > 1}) == []


def test_a_missing_row_and_a_missing_language_are_found() -> None:
    text = "| concept | fr | nl | de | what | source | Python |\n| --- |\n| a | b |  | d | e | f | `x.Y` |\n"
    assert python_names(text) == ["x.Y"]
    assert [row for row in rows(text) if not all(row[:4])]
