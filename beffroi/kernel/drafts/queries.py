"""What a person may read of drafts: his own, for the organisation he works for now."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, models

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.drafts.kinds import Fields, Kind, known
from beffroi.kernel.drafts.models import Draft
from beffroi.kernel.seal import CannotUnseal, unseal

log = logging.getLogger("beffroi.drafts")
AT_WORK_MINUTES = 15  # a draft saved within them: somebody sits at the form


@dataclass(frozen=True, slots=True)
class Kept:
    """`fields` as posted; empty when the sealing key is gone. `object_version`: what the object was when it began."""

    kind: Kind
    object: str
    fields: Fields
    version: int
    object_version: str
    saved_at: datetime
    expires_at: datetime

    @property
    def address(self) -> str:
        return self.kind.address(self.object)


def purpose_of(person_id: UUID | None, form: str, object: str) -> str:
    return f"draft:{person_id}:{form}:{object}"


def kept(kind: Kind, object: str, by: Actor) -> Kept | None:
    """One statement; none for nobody."""
    if by.person_id is None:
        return None
    row = _own(by, by.person_id).filter(form=kind.code, object=object).first()
    return _opened(row, kind, by) if row else None


def all_kept(by: Actor) -> list[Kept]:
    """The newest first, without what was typed. Forms that no longer exist are left out. One statement."""
    if by.person_id is None:
        return []
    return [
        Kept(kind, row.object, {}, row.version, row.object_version, row.saved_at, row.expires_at)
        for row in _own(by, by.person_id).defer("payload").order_by("-saved_at")
        if (kind := known(row.form))
    ]


def others_at_work(kind: Kind, object: str, by: Actor) -> int:
    """How many others of his organisation typed in the same form about the same object just now. A number, no names."""
    if by.organisation_id is None or not object:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT kernel_drafts_others(%s, %s, %s)", [kind.code, object, AT_WORK_MINUTES])
        return int(cursor.fetchone()[0])


def _own(by: Actor, person_id: UUID) -> models.QuerySet[Draft]:
    return Draft.objects.filter(person_id=person_id, organisation_id=by.organisation_id, expires_at__gt=clock.now())


def _opened(row: Draft, kind: Kind, by: Actor) -> Kept:
    try:
        fields: Fields = json.loads(unseal(row.payload, purpose_of(by.person_id, row.form, row.object)))
    except (CannotUnseal, ValueError):
        log.warning("A draft of %s does not open.", row.form)
        fields = {}
    return Kept(kind, row.object, fields, row.version, row.object_version, row.saved_at, row.expires_at)
