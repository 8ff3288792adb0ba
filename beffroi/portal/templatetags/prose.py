"""`{% prose text %}`: a text kept as data, laid out (`portal.rules.prose`)."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from beffroi.kernel.localized import Localized
from beffroi.portal.rules.prose import Block, Span, blocks

register = template.Library()


@register.filter
def prose(text: Localized) -> SafeString:
    """Paragraphs, lists and links; `{idle_minutes}` becomes this installation's own."""
    found = text.in_language(get_language() or "fr")
    value = found.value.replace("{idle_minutes}", str(settings.IDLE_MINUTES))
    html = mark_safe("".join(_block(block) for block in blocks(value)))  # noqa: S308  # each part is escaped below
    return format_html('<div lang="{}">{}</div>', found.language, html) if found.is_missing else html


def _block(block: Block) -> SafeString:
    lines = [format_html_join("", "{}", ((_span(span),) for span in line)) for line in block.lines]
    if block.is_list:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))
    return format_html("<p>{}</p>", lines[0])


def _span(span: Span) -> str | SafeString:
    if not span.target:
        return span.text
    return format_html('<a href="{}">{}</a>', _address(span), span.text)


def _address(span: Span) -> str:
    kind, code = span.place
    if kind == "identity":
        return f"{settings.IDENTITY_ORIGIN}/{get_language()}/{code}"
    if kind == "help":
        return reverse("portal:contact") if code == "contact" else reverse("portal:help_topic", args=[code])
    return reverse("portal:page", args=[code]) if kind == "page" else code
