"""What every form says of the list itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from beffroi.apps.code_lists.rules.text import path_of


@dataclass(frozen=True, slots=True)
class Head:
    """`address`: the list's own URI, under which its codes stand. `on`: only what is valid on that day; None: all.

    `published_on`: the day this version was published here. `for_spreadsheet`: CSV as Belgian spreadsheets open it.
    """

    key: str
    version: str
    address: str
    titles: Mapping[str, str]
    owner: Mapping[str, str]
    licence: Mapping[str, str]
    attribution: str
    source_url: str
    published_on: date | None = None
    on: date | None = None
    for_spreadsheet: bool = False

    def address_of(self, code: str) -> str:
        return f"{self.address}/codes/{path_of(code)}"

    def file_name(self, extension: str) -> str:
        """List, version and day: `postcodes_2021-1_2026-11-24.csv`."""
        parts = (self.key, self.version, self.on.isoformat() if self.on else "all-dates")
        return "_".join(re.sub(r"[^A-Za-z0-9.-]+", "-", part).strip("-") for part in parts) + f".{extension}"
