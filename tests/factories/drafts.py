"""A kept draft."""

import uuid
from datetime import timedelta

from django.db.models import Model

from beffroi.kernel import clock
from beffroi.kernel.drafts.models import Draft
from tests.factories.registry import makes


@makes("kernel_drafts.Draft")
def _draft(organisation_id: uuid.UUID) -> Model:
    now = clock.now()
    return Draft.objects.create(
        person_id=uuid.uuid4(),
        organisation_id=organisation_id,
        form="tests.sample",
        payload=b"sealed",
        version=1,
        saved_at=now,
        expires_at=now + timedelta(days=1),
    )
