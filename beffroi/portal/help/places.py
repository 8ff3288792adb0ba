"""« Need help? »: which topic answers the questions of which page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.ui.page import Link

# The page's URL name → topic. A whole application is named by its namespace alone.
TOPIC_OF_PAGE = {
    "portal:home": "first-steps",
    "portal:audience": "first-steps",
    "portal:sector": "why-closed",
    "portal:applications": "why-closed",
    "portal:application": "why-closed",
    "portal:access": "why-closed",
    "portal:organisations": "organisations",
    "portal:callback": "service-error",
    "portal:signed_out": "sign-out",
    "portal:search": "find",
    "portal:start": "start-page",
    "portal:favourites": "start-page",
    "portal:appearance": "start-page",
    "portal:announcements": "announcements",
    "portal:announcement": "announcements",
    "code_lists": "codes",
    "drafts": "drafts",
    "tour": "first-steps",
    "status": "service-error",
}
_ITSELF = {"portal:help", "portal:help_topic", "portal:contact", "portal:contact_sent"}


def help_for(request: HttpRequest) -> Link | None:
    """None on the pages of the help centre itself."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in _ITSELF:
        return None
    topic = TOPIC_OF_PAGE.get(name) or TOPIC_OF_PAGE.get(match.namespace if match else "")
    address = reverse("portal:help_topic", args=[topic]) if topic else reverse("portal:help")
    return Link(_("Need help?"), address, icon="circle-help")
