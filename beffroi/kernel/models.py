"""Tables of the shared ground."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from beffroi.kernel.seal import SealedField


class Throttle(models.Model):
    """Written by `kernel.throttle` only. Holds no personal data: `subject` is a keyed hash."""

    pk = models.CompositePrimaryKey("bucket", "subject")
    bucket = models.CharField(max_length=40)
    subject = models.BinaryField(max_length=32)
    count = models.IntegerField()
    token = models.BigIntegerField()
    open_at = models.DateTimeField()
    forget_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "kernel_throttle"


class AuditRecord(models.Model):
    """Who did what, how, when, about whom and why. Metadata only, never the answer. Appended to, never changed.

    Personal data: the professional who acted (name, organisation, address) and the citizen concerned (keyed hash and
    sealed NISS); kept ten years from the next 1 January (royal decree on security logs; purge in the IRIS application).
    """

    sequence = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    service = models.CharField(max_length=20)
    application = models.CharField(max_length=40)
    operation = models.CharField(max_length=80)
    result = models.CharField(max_length=12)
    reason = models.CharField(max_length=60, blank=True)
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=200, blank=True)
    organisation_id = models.UUIDField(null=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    functions = ArrayField(models.CharField(max_length=60), default=list)
    level = models.SmallIntegerField(default=0)
    keys = ArrayField(models.CharField(max_length=20), default=list)
    session_reference = models.CharField(max_length=40, blank=True)
    address = models.GenericIPAddressField(null=True)
    subject_lookup = models.BinaryField(max_length=32, null=True)
    subject_niss = SealedField(purpose="audit.niss", null=True)
    purpose = models.CharField(max_length=60, blank=True)
    file_reference = models.CharField(max_length=60, blank=True)
    request_reference = models.CharField(max_length=20, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_result_known", condition=models.Q(result__in=["permitted", "refused", "failed"])
            )
        ]
        indexes = [
            models.Index(fields=["organisation_id", "-sequence"], name="audit_by_organisation"),
            models.Index(fields=["person_id", "-sequence"], name="audit_by_person"),
        ]


class OutboxEvent(models.Model):
    """A fact an application announced, in the transaction that made it true. No personal data: ids, codes and dates."""

    name = models.CharField(max_length=120)
    payload = models.JSONField()
    happened_at = models.DateTimeField()


class OutboxDelivery(models.Model):
    """One handler's receipt of one event: it makes handlers idempotent. Dead letters are `jobs.dead_letters()`.

    No personal data.
    """

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE)
    handler = models.CharField(max_length=160)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="outbox_once_per_handler")]
