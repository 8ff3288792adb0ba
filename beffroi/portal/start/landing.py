"""Where a person comes out after signing in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from beffroi.kernel.localized import LANGUAGES
from beffroi.portal.queries import Taste

_HOMES = {"/", *(f"/{language}/" for language in LANGUAGES)}


def landing(return_to: str, taste: Taste) -> str:
    """The page he came from; from a home page, his start page, in the language he prefers if he chose one."""
    if return_to not in _HOMES:
        return return_to
    language = taste.language or return_to.strip("/") or settings.LANGUAGE_CODE
    with override(language):
        return reverse("portal:start")
