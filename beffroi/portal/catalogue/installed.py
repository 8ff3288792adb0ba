"""Whether an application of the catalogue runs in this installation: whether its first page has an address."""

from functools import cache

from django.urls import NoReverseMatch, reverse

from beffroi.portal.catalogue.snapshot import Application


def is_installed(application: Application) -> bool:
    return bool(application.url_name) and _has_address(application.url_name)


@cache
def _has_address(url_name: str) -> bool:
    """Addresses do not change while a process lives."""
    try:
        reverse(url_name)
    except NoReverseMatch:
        return False
    return True
