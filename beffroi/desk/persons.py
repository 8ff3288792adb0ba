"""The demonstration persons as the desk shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.apps.access.public import FUNCTION_NAMES
from beffroi.desk.models import DemonstrationSet
from beffroi.kernel.localized import Localized
from beffroi.portal.queries import catalogue
from beffroi.ui.page import Words

_KEYS: Mapping[str, Words] = {"email_code": _("e-mail"), "mobile_app": _("mobile app"), "token_card": _("token")}


@dataclass(frozen=True, slots=True)
class Place:
    organisation: Localized
    functions: tuple[Words, ...]
    applications: tuple[Localized, ...]


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """`keys`: in a word. Without `places` he has no account at the portal."""

    user_name: str
    name: str
    password: str
    keys: tuple[Words, ...]
    places: tuple[Place, ...]


def demonstration_persons() -> list[DemonstrationPerson]:
    """In the order of the set; empty where no set is loaded."""
    row = DemonstrationSet.objects.first()
    names = {code: application.name for code, application in catalogue().applications.items()}
    return [_person(person, names) for person in (row.persons if row else [])]


def _person(row: Mapping[str, Any], names: Mapping[str, Localized]) -> DemonstrationPerson:
    return DemonstrationPerson(
        user_name=row["user_name"],
        name=row["name"],
        password=row["password"],
        keys=tuple(_KEYS[key] for key in row["keys"]),
        places=tuple(_place(place, names) for place in row["places"]),
    )


def _place(row: Mapping[str, Any], names: Mapping[str, Localized]) -> Place:
    return Place(
        organisation=Localized(row["organisation"]),
        functions=tuple(FUNCTION_NAMES[function] for function in row["functions"]),
        applications=tuple(names.get(code) or Localized(fr=code) for code in row["applications"]),
    )
