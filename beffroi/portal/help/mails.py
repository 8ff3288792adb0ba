"""The mail to the operator: the writer's own words, and what helps to find what he saw."""

from collections.abc import Mapping

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from beffroi.partners.mail.messages import Mail
from beffroi.portal.help.models import Enquiry


def enquiry_mail(content: Mapping[str, str], enquiry: Enquiry) -> Mail:
    """In the writer's language: he is quoted, and will be answered in it."""
    with translation.override(enquiry.language):
        subject = _("Message from the portal, %(reference)s") % {"reference": enquiry.about or enquiry.reference}
        context = {"content": content, "enquiry": enquiry, "language": enquiry.language}
        return Mail(
            to=settings.OPERATOR_MAIL,
            subject=subject,
            text=render_to_string("portal_help/mails/enquiry.txt", context),
            html=render_to_string("portal_help/mails/enquiry.html", context),
            language=enquiry.language,
        )
