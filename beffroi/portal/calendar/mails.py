"""The reminder of deadlines, in the language its reader chose."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.partners.mail.messages import Mail
from beffroi.portal.announcements.models import MailSubscription
from beffroi.portal.calendar.queries import Occasion


def reminder_mail(subscription: MailSubscription, occasions: Sequence[Occasion]) -> Mail:
    """Within the reader's language."""
    context = {
        "occasions": occasions,
        "language": subscription.language,
        "calendar": settings.PORTAL_ORIGIN + reverse("portal:calendar"),
        "end": settings.PORTAL_ORIGIN + reverse("portal:by_mail", args=["deadlines"]),
    }
    return Mail(
        to=subscription.email,
        subject=_("Deadlines of the coming fourteen days"),
        text=render_to_string("portal_calendar/mails/reminder.txt", context),
        html=render_to_string("portal_calendar/mails/reminder.html", context),
        language=subscription.language,
    )
