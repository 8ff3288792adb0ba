"""The table of drafts: its owner's, in the organisation he typed it for, behind the database's wall."""

import uuid

from django.db import models


class Draft(models.Model):
    """One unsent form. `payload` is sealed to its owner, form and object: moved to another row it does not open.

    Personal data: whatever the professional typed, also about citizens, so that a time-out or a crash loses nothing;
    read by its owner only, deleted when the form is sent or discarded, else some days after its last save.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person_id = models.UUIDField()
    organisation_id = models.UUIDField(null=True)
    form = models.CharField(max_length=80)
    object = models.CharField(max_length=120, blank=True)
    payload = models.BinaryField()
    version = models.IntegerField()
    object_version = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "organisation_id", "form", "object"], name="one_draft_each", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["form", "object", "saved_at"], name="draft_by_object")]
