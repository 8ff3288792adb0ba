"""`{% load portal %}`: what the portal's own pages share."""

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from beffroi.kernel.localized import Localized
from beffroi.portal.announcements.words import SEVERITIES
from beffroi.portal.tiles import DrawnTile
from beffroi.ui.memory import per_language
from beffroi.ui.page import Link

register = template.Library()


@register.simple_tag
def portal_script(name: str) -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static(f"portal/{name}.js"))


@register.simple_tag
@per_language(1024)
def placed_tile(each: DrawnTile) -> str:
    """A tile with its star, in the list of `portal/tiles.html`."""
    return get_template("portal/tile.html").render({"each": each})


@register.filter
def enterprise_number(digits: str) -> str:
    """0123.456.749."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


@register.filter
def severity_word(code: str) -> str:
    return str(SEVERITIES[code])


@register.filter
def lacks(text: Localized, language: str) -> bool:
    return text.in_language(language).is_missing


@register.simple_tag
@per_language(4)
def band_links() -> list[Link]:
    """e-Box, calendar, register: the guide's three."""
    return [
        Link(_("e-Box"), reverse("portal:application", args=["mailbox"]), icon="mail"),
        Link(_("Calendar"), reverse("portal:calendar"), icon="calendar-days"),
        Link(_("Register"), reverse("portal:page", args=["registration"]), icon="user-plus"),
    ]
