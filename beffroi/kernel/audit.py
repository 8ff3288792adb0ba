"""The security log. Written in the same transaction as the act; where it cannot be written, the act does not happen."""

from collections.abc import Mapping
from typing import Any, Literal

from django.conf import settings
from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.http.reference import current_reference
from beffroi.kernel.models import AuditRecord
from beffroi.kernel.niss import Niss
from beffroi.kernel.seal import keyed_hash

Result = Literal["permitted", "refused", "failed"]


def record(
    operation: str,
    *,
    by: Actor,
    result: Result = "permitted",
    reason: str = "",
    niss: Niss | None = None,
    purpose: str = "",
    reference: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """`operation`: `application.object.verb_past`, the permissions' own vocabulary. `reference`: the file's, if any."""
    row = AuditRecord(
        at=clock.now(),
        service=settings.SERVICE or "management",
        application=operation.split(".", 1)[0],
        operation=operation,
        result=result,
        reason=reason,
        person_id=by.person_id,
        person_name=by.name,
        organisation_id=by.organisation_id,
        organisation_name=by.organisation_name,
        functions=sorted(by.functions),
        level=by.level,
        keys=list(by.keys),
        session_reference=by.session_reference,
        address=by.address or None,
        subject_lookup=subject_lookup(niss) if niss else None,
        subject_niss=niss.digits if niss else None,
        purpose=purpose,
        file_reference=reference,
        request_reference=current_reference(),
        details=dict(details or {}),
    )
    _append(row)


def _append(row: AuditRecord) -> None:
    """Without RETURNING: it would ask the right to read the row, which its writer does not have."""
    fields = [field for field in AuditRecord._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO kernel_auditrecord ({columns}) VALUES ({marks})", values)  # noqa: S608 - our names


def subject_lookup(niss: Niss) -> bytes:
    """By which the records about one citizen are found."""
    return keyed_hash(niss.digits, "audit.niss")
