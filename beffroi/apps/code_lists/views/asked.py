"""The request as these views know it."""

from django.http import HttpRequest
from django.utils.translation import get_language

from beffroi.kernel.actor import Actor


class Asked(HttpRequest):
    """`actor`: put there by the portal's middleware."""

    actor: Actor


def language() -> str:
    return get_language() or "fr"
