"""The demonstration's organisations and persons, read from the YAML beside this file."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from beffroi.kernel.niss import Niss

FOLDER = Path(__file__).parent
BEGUN_ON = date(2024, 1, 1)  # first day of every membership and right of the demonstration


@dataclass(frozen=True, slots=True)
class Right:
    application: str
    role: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Work:
    at: str
    functions: tuple[str, ...]
    rights: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """`keys`: codes of the sign-in service's catalogue. Without `works` the person has no account at the portal."""

    user_name: str
    given_names: str
    surname: str
    language: str
    niss: Niss
    email: str
    keys: tuple[str, ...]
    works: tuple[Work, ...]

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.surname}".strip()

    @property
    def phone_secret(self) -> str:
        """Of the mobile app: 160 bits in base32, always the same, so that a phone enrolled once keeps working."""
        return base64.b32encode(
            hashlib.sha256(f"Beffroi demonstration phone {self.user_name}".encode()).digest()[:20]
        ).decode()

    @property
    def card_seed(self) -> str:
        """From which the sign-in service draws this person's card; public like everything here."""
        return f"Beffroi demonstration card {self.user_name}"


@dataclass(frozen=True, slots=True)
class DemonstrationSet:
    password: str
    persons: tuple[Person, ...]
    organisations: tuple[Mapping[str, Any], ...]
    legal_grounds: Mapping[str, str]

    def organisation(self, code: str) -> Mapping[str, Any]:
        return next(organisation for organisation in self.organisations if organisation["code"] == code)


@cache
def the_set() -> DemonstrationSet:
    organisations, persons = _yaml("organisations.yaml"), _yaml("persons.yaml")
    return DemonstrationSet(
        password=persons["password"],
        persons=tuple(_person(row) for row in persons["persons"]),
        organisations=tuple(organisations["organisations"]),
        legal_grounds=organisations["legal_grounds"],
    )


def checksum() -> str:
    """Of the set and of the code that loads it: SHA-256, hexadecimal."""
    digest = hashlib.sha256()
    keys = FOLDER.parents[1] / "identity" / "demonstration.py"
    for path in sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("*.py"), keys]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _yaml(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def _person(row: Mapping[str, Any]) -> Person:
    return Person(
        **{name: row[name] for name in ("user_name", "given_names", "surname", "language", "email")},
        niss=Niss.parse(row["niss"]),
        keys=tuple(row["keys"]),
        works=tuple(_work(work) for work in row["works"]),
    )


def _work(row: Mapping[str, Any]) -> Work:
    rights = tuple(
        Right(application, **held) if isinstance(held, dict) else Right(application, held)
        for application, held in row["rights"].items()
    )
    return Work(row["at"], tuple(row["functions"]), rights)
