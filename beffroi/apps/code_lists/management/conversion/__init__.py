"""From the source files of `BEFFROI_SHARED` to the tables under `data/`: facts only, every defect kept and flagged."""

from collections.abc import Callable, Mapping
from pathlib import Path

from beffroi.apps.code_lists.management.conversion.crossroads import quality_codes, register_types, sectors
from beffroi.apps.code_lists.management.conversion.nsso import annex_index, annexes
from beffroi.apps.code_lists.management.conversion.places import countries, municipalities, postcodes
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.table import columns_of, written

_SINGLE: Mapping[str, Callable[[Path], list[Entry]]] = {
    "nis-municipalities": municipalities,
    "postcodes": postcodes,
    "countries": countries,
    "bcss-quality-codes": quality_codes,
    "bcss-sectors": sectors,
    "rrn-information-types": register_types,
}


def converted(data: Path) -> dict[str, str]:
    """The table of each list, by list key. `data`: the folder that holds `SOURCES.md` and the source files."""
    entries = {key: convert(data) for key, convert in _SINGLE.items()} | annexes(data / "codelists")
    return {key: "".join(written(lines, columns_of(lines))) for key, lines in entries.items()}


__all__ = ["annex_index", "converted"]
