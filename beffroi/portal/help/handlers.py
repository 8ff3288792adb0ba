"""The help centre's work done later: its mails, and clearing out what no mail server took."""

import json
from datetime import timedelta
from uuid import UUID

from beffroi.kernel import clock
from beffroi.kernel.jobs import job
from beffroi.partners.mail import client as mail
from beffroi.portal.help.mails import enquiry_mail
from beffroi.portal.help.models import Enquiry

KEEP = timedelta(days=30)


@job(service="portal", queue="mail", attempts=8)
def mail_enquiry(*, enquiry_id: str) -> None:
    """Sent once: the row goes in the transaction in which the mail server took the mail."""
    enquiry = Enquiry.objects.select_for_update().filter(id=UUID(enquiry_id)).first()
    if enquiry is None:
        return
    mail.send(enquiry_mail(json.loads(enquiry.content), enquiry))
    enquiry.delete()


@job(service="portal", queue="upkeep", every="41 3 * * *")
def forget_old_enquiries(*, timestamp: int) -> None:
    Enquiry.objects.filter(sent_at__lt=clock.now() - KEEP).delete()
