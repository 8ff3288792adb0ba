"""A record of the security log."""

from uuid import UUID

from django.db.models import Model

from beffroi.kernel import audit
from beffroi.kernel.actor import Actor
from beffroi.kernel.models import AuditRecord
from tests.factories.registry import makes


@makes("kernel.AuditRecord")
def _record(organisation_id: UUID) -> Model:
    audit.record("portal.application.opened", by=Actor(name="Ada Lievens", organisation_id=organisation_id))
    return AuditRecord.objects.latest("sequence")
