"""Mails of announcements, in the language their reader chose."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from beffroi.partners.mail.messages import Mail
from beffroi.portal.announcements.drawn import address_of
from beffroi.portal.announcements.models import MailSubscription
from beffroi.portal.catalogue.snapshot import Announcement


def confirmation_mail(subscription: MailSubscription, token: str) -> Mail:
    with translation.override(subscription.language):
        address = settings.PORTAL_ORIGIN + reverse("portal:by_mail_confirm", args=[subscription.kind, token])
        return composed("confirm", _("Confirm your address"), subscription, {"address": address})


def digest_mail(subscription: MailSubscription, announcements: Sequence[Announcement]) -> Mail:
    with translation.override(subscription.language):
        rows = [_row(each, subscription.language) for each in announcements]
        return composed("digest", _("New announcements on the portal"), subscription, {"rows": rows})


def composed(name: str, subject: str, subscription: MailSubscription, context: dict[str, Any]) -> Mail:
    """`name`: of the pair of templates. Within the reader's language."""
    end = settings.PORTAL_ORIGIN + reverse("portal:by_mail", args=[subscription.kind])
    context = {**context, "language": subscription.language, "end": end}
    return Mail(
        to=subscription.email,
        subject=subject,
        text=render_to_string(f"portal_announcements/mails/{name}.txt", context),
        html=render_to_string(f"portal_announcements/mails/{name}.html", context),
        language=subscription.language,
    )


def _row(each: Announcement, language: str) -> dict[str, Any]:
    address = address_of(each) or reverse("portal:announcements")
    full = settings.PORTAL_ORIGIN + address if address.startswith("/") else address
    return {"title": each.text.in_language(language), "on": each.dated_on, "address": full}
