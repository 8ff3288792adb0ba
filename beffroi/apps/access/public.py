"""The door: who a recognised person is here, where he works, what he may open there, and whom he can ask."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.apps.access import permissions, queries
from beffroi.apps.access.models import Account, Membership, Organisation
from beffroi.apps.access.states import GRANTING_FUNCTIONS
from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import Localized
from beffroi.kernel.niss import Niss

may_open = permissions.may_open

FUNCTION_NAMES: Mapping[str, Promise] = {
    "social_worker": _("social worker"),
    "head": _("head of the organisation"),
    "principal_access_manager": _("principal access manager"),
    "access_manager": _("access manager"),
    "dpo": _("data protection officer"),
    "security_advisor": _("security advisor"),
    "federal_agent": _("agent of the federal service"),
    "portal_editor": _("editor of the portal"),
    "code_publisher": _("publisher of code lists"),
    "code_approver": _("approver of code lists"),
}


@dataclass(frozen=True, slots=True)
class RecognisedAccount:
    account_id: UUID
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Workplace:
    """`rights`: (application, role) held today. `enterprise_number`: ten digits. `nis`: of the commune, or empty."""

    organisation_id: UUID
    name: Localized
    functions: frozenset[str]
    rights: frozenset[tuple[str, str]]
    enterprise_number: str
    nis: str
    kind: str
    language_regime: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """Names, as colleagues are shown them; empty where the organisation named nobody."""

    access_managers: tuple[str, ...]
    dpo: tuple[str, ...]


def recognise(niss: Niss) -> RecognisedAccount | None:
    """None: the person is proven, but has no account here. Two statements, at sign-in only; needs `kernel.db.acting`."""
    account = queries.account_of(niss)
    return _recognised(account) if account else None


def workplaces(account_id: UUID, on: date | None = None) -> list[Workplace]:
    """Where the person works on `on` (default today). One statement; `acting` must carry the person."""
    return [_workplace(row) for row in queries.memberships_with_rights(account_id, on or clock.today())]


def contacts_of(organisation_id: UUID, on: date | None = None) -> Contacts:
    """One statement; seen by those who act for that organisation."""
    people = queries.colleagues_in_charge(organisation_id, on or clock.today())
    return Contacts(
        access_managers=tuple(_name(person) for person in people if person[2] & GRANTING_FUNCTIONS),
        dpo=tuple(_name(person) for person in people if "dpo" in person[2]),
    )


@dataclass(frozen=True, slots=True)
class ReachedAt:
    """An organisation's functional addresses; empty where it gave none."""

    email: str
    phone: str


def reached_at(organisation_id: UUID) -> ReachedAt:
    """One statement. The directory is shared, so every signed-in person may ask."""
    found = Organisation.objects.filter(id=organisation_id).values_list("email", "phone").first()
    return ReachedAt(*found) if found else ReachedAt("", "")


def organisations_numbered(numbers: Collection[str]) -> Mapping[str, UUID]:
    """Ten-digit enterprise number → organisation, of those that exist. One statement."""
    rows = Organisation.objects.filter(enterprise_number__in=numbers, closed_at=None)
    return dict(rows.values_list("enterprise_number", "id"))


def enterprise_numbers(organisation_ids: Collection[UUID]) -> list[str]:
    """Ten digits each, in order. One statement."""
    rows = Organisation.objects.filter(id__in=organisation_ids)
    return list(rows.order_by("enterprise_number").values_list("enterprise_number", flat=True))


def ended_rights(actor: Actor, on: date | None = None) -> Mapping[str, date]:
    """For `may_open`: application → first day without. One statement; empty when nobody or nowhere."""
    if actor.person_id is None or actor.organisation_id is None:
        return {}
    return queries.ended_rights(actor.person_id, actor.organisation_id, on or clock.today())


def _recognised(account: Account) -> RecognisedAccount:
    return RecognisedAccount(account.id, account.name, account.language)


def _workplace(row: Membership) -> Workplace:
    held: list[str] = row.held  # type: ignore[attr-defined]  # annotated by the query
    return Workplace(
        organisation_id=row.organisation_id,
        name=Localized(row.organisation.name),
        functions=frozenset(row.functions),
        rights=frozenset((application, role) for application, role in (entry.split(" ") for entry in held)),
        enterprise_number=row.organisation.enterprise_number,
        nis=row.organisation.nis,
        kind=row.organisation.kind,
        language_regime=row.organisation.language_regime,
    )


def _name(person: tuple[str, str, frozenset[str]]) -> str:
    return f"{person[0]} {person[1]}".strip()
