"""Days of an organisation."""

from datetime import date
from uuid import UUID

from django.db.models import Model

from beffroi.portal.calendar.models import OwnDay
from tests.factories.registry import makes


@makes("portal_calendar.OwnDay")
def _own_day(organisation_id: UUID) -> Model:
    return OwnDay.objects.create(
        organisation_id=organisation_id, on=date(2026, 11, 24), name={"fr": "Kermesse"}, is_closed=True
    )
