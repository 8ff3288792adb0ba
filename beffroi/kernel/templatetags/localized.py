from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from beffroi.kernel.localized import Localized

register = template.Library()


@register.filter
def localized(value: Localized) -> str | SafeString:
    """In the reader's language; in another one only marked as such for readers and screen readers."""
    text = Localized(value or {}).in_language(get_language() or "fr")
    if text.is_missing and text.value:
        return format_html('<span lang="{}">{}</span>', text.language, text.value)
    return text.value
