"""What the help centre keeps: how useful its pages were, and messages on their way to the operator."""

import uuid

from django.db import models

from beffroi.kernel.seal import SealedField


class Usefulness(models.Model):
    """How many readers found a page useful, by language. Counts only: holds no personal data."""

    topic = models.SlugField(max_length=40)
    language = models.CharField(max_length=2)
    useful = models.IntegerField(default=0)
    useless = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "language"], name="usefulness_once_per_page"),
        ]


class Enquiry(models.Model):
    """A message from the contact form, from the moment it is sent until the mail server takes it; then deleted.

    Personal data: name, e-mail address and whatever the writer said, sealed, to answer him; at most thirty days when
    no mail server ever takes it. `about`: the reference of the error he saw, or empty; `reference`: of the message.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    content = SealedField(purpose="portal.help.enquiry")
    about = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    sent_at = models.DateTimeField(db_index=True)
