"""Use cases. Each may be run again with the same words: what is as asked is left as it is, and nothing is logged twice."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from beffroi.apps.access import permissions, queries
from beffroi.apps.access.models import Account, Membership, Organisation, Right, current
from beffroi.apps.access.rules import enterprise_number as checked_number
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import Localized
from beffroi.kernel.niss import Niss

_Row = TypeVar("_Row", bound=Model)


@transaction.atomic
def register_organisation(
    *,
    enterprise_number: str,
    name: Mapping[str, str],
    kind: str,
    language_regime: str,
    nis: str = "",
    sector: str = "",
    email: str = "",
    phone: str = "",
    by: Actor,
) -> UUID:
    """Known by its CBE number. Raises `ValueError` on a bad number, `Refused`."""
    permissions.may_register(by).enforce()
    wanted = {
        "name": Localized(name),
        "kind": kind,
        "language_regime": language_regime,
        "nis": nis,
        "sector": sector,
        "email": email,
        "phone": phone,
    }
    organisation, changed = _settled(Organisation, {"enterprise_number": checked_number(enterprise_number)}, wanted)
    if changed:
        audit.record(
            "access.organisation.registered",
            by=by,
            details={"organisation": str(organisation.pk), "fields": changed},
        )
    return organisation.id


@transaction.atomic
def register_account(*, niss: Niss, given_names: str, surname: str, language: str, by: Actor) -> UUID:
    """Known by its NISS. Raises `Refused`."""
    permissions.may_register(by).enforce()
    wanted = {"given_names": given_names, "surname": surname, "language": language}
    account, changed = _settled(Account, {"niss_lookup": queries.niss_lookup(niss)}, wanted, niss=niss.digits)
    if changed:
        audit.record("access.account.registered", by=by, niss=niss, details={"fields": changed})
    return account.id


@transaction.atomic
def register_membership(
    *,
    account_id: UUID,
    organisation_id: UUID,
    functions: Iterable[str],
    from_on: date,
    until_on: date | None = None,
    by: Actor,
) -> UUID:
    """Known by person, organisation and first day. Raises `Refused`; `IntegrityError` where periods overlap."""
    permissions.may_register(by).enforce()
    key = {"account_id": account_id, "organisation_id": organisation_id, "from_on": from_on}
    membership, changed = _settled(Membership, key, {"functions": sorted(functions), "until_on": until_on})
    if changed:
        audit.record(
            "access.membership.registered",
            by=by,
            details={"account": str(account_id), "organisation": str(organisation_id), "fields": changed},
        )
    return membership.id


@transaction.atomic
def grant_right(
    *,
    membership_id: UUID,
    application: str,
    role: str,
    from_on: date,
    until_on: date | None = None,
    legal_ground: str = "",
    by: Actor,
) -> UUID:
    """A right already running is left alone. Raises `Refused` (see `may_grant`), `Membership.DoesNotExist`."""
    membership = Membership.objects.select_for_update().get(id=membership_id)
    organisation_id, account_id = membership.organisation_id, membership.account_id
    permissions.may_grant(by, organisation_id=organisation_id, account_id=account_id).enforce()
    rights = membership.rights.filter(application=application, role=role)
    if held := (rights.filter(current(from_on)) | rights.filter(from_on=from_on)).first():
        return held.id
    right = Right.objects.create(
        membership=membership,
        account_id=account_id,
        organisation_id=organisation_id,
        application=application,
        role=role,
        legal_ground=legal_ground,
        granted_by=by.person_id,
        granted_by_name=by.name,
        granted_at=clock.now(),
        from_on=from_on,
        until_on=until_on,
    )
    audit.record(
        "access.right.granted",
        by=by,
        details={"account": str(account_id), "right": f"{application}.{role}", "until_on": str(until_on or "")},
    )
    return right.id


def _settled(
    model: type[_Row], key: Mapping[str, Any], wanted: Mapping[str, Any], **at_first: Any
) -> tuple[_Row, list[str]]:
    """The row of `key` as `wanted`, and the names of the fields that had to be written (all, when it was made)."""
    row = model._default_manager.select_for_update().filter(**key).first()
    if row is None:
        made = model._default_manager.create(**key, **wanted, **at_first, created_at=clock.now())
        return made, sorted(wanted)
    changed = sorted(field for field, value in wanted.items() if getattr(row, field) != value)
    if changed:
        for field in changed:
            setattr(row, field, wanted[field])
        row.save(update_fields=changed)
    return row, changed
