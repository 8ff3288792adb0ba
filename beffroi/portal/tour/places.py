"""Where the steps lead: for each reader to what he himself has before him."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from beffroi.kernel.actor import Actor
from beffroi.portal import queries
from beffroi.portal.catalogue.snapshot import Application
from beffroi.portal.tiles import stated


def _first(actor: Actor, *states: str) -> Application | None:
    """The first application that stands so for this reader; without a statement."""
    known = stated(queries.known_catalogue().applications.values(), actor)
    return next((each.application for state in states for each in known if each.state.state == state), None)


def _application(actor: Actor, *states: str) -> str:
    found = _first(actor, *states)
    return reverse("portal:application", args=[found.code]) if found else reverse("portal:applications")


def _ask(actor: Actor) -> str:
    """For a visitor, who is not known to lack anything, the catalogue."""
    found = _first(actor, "no_right")
    return reverse("portal:access", args=[found.code]) if found else reverse("portal:applications")


_PAGES = {
    "organisations": "portal:organisations",
    "applications": "portal:applications",
    "code_lists": "code_lists:home",
    "explain": "code_lists:explain",
    "help": "portal:help",
}
_AT_SIGN_IN_SERVICE = {"keys": "keys/", "sessions": "sessions/"}
_OWN: dict[str, Callable[[Actor], str]] = {
    "open_application": lambda actor: _application(actor, "open"),
    "closed_application": lambda actor: _application(actor, "no_right", "other_key", "not_installed"),
    "ask": _ask,
}
NAMES = frozenset({*_PAGES, *_AT_SIGN_IN_SERVICE, *_OWN})


def address_of(name: str, actor: Actor) -> str:
    """`name`: one of `NAMES`."""
    if path := _AT_SIGN_IN_SERVICE.get(name):
        return f"{settings.IDENTITY_ORIGIN}/{get_language()}/{path}"
    return reverse(_PAGES[name]) if name in _PAGES else _OWN[name](actor)
