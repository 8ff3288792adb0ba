"""Tiles as they are drawn: a state of `rules.tiles` in words, with the one thing to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, pgettext_lazy

from beffroi.apps.access.public import Contacts
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import Localized
from beffroi.portal.addresses import sign_in_address
from beffroi.portal.catalogue.installed import is_installed
from beffroi.portal.catalogue.snapshot import Application
from beffroi.portal.rules.tiles import KEYS, TileState, tile_state
from beffroi.ui.page import Link
from beffroi.ui.parts import Access, Tile

KEY_NAMES: dict[str, Promise] = {
    "eid": pgettext_lazy("key", "eID card with a reader"),
    "itsme": pgettext_lazy("key", "itsme"),
    "otp": pgettext_lazy("key", "code by mobile app"),
    "card": pgettext_lazy("key", "token"),
    "email": pgettext_lazy("key", "code by e-mail"),
}
_ACCESS: dict[str, Access] = {"sign_in": "signed_out"}  # every other state has the same name in both
NO_CONTACTS = Contacts((), ())


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the tiles, and from where. `contacts`: who grants rights in his organisation."""

    actor: Actor
    path: str
    favourites: tuple[str, ...] = ()
    contacts: Contacts = NO_CONTACTS


@dataclass(frozen=True, slots=True)
class StatedApplication:
    application: Application
    state: TileState = field(compare=False)


def stated(applications: Iterable[Application], actor: Actor) -> list[StatedApplication]:
    return [StatedApplication(each, tile_state(each, actor, is_installed=is_installed(each))) for each in applications]


@dataclass(frozen=True, slots=True)
class DrawnTile:
    """A tile with its star. `favourite_url` takes a POST that turns the star over; empty for nobody."""

    tile: Tile
    favourite_url: str = ""
    is_favourite: bool = False


def drawn(stated_applications: Iterable[StatedApplication], reader: Reader) -> list[DrawnTile]:
    return [_drawn(each.application, each.state, reader) for each in stated_applications]


def words(text: Localized) -> str:
    return text.in_language(get_language() or "fr").value


def names_of_keys(keys: Iterable[str]) -> str:
    """ "eID card with a reader, itsme or code by mobile app"."""
    names = [str(KEY_NAMES[key]) for key in keys]
    if len(names) < 2:
        return "".join(names)
    return gettext("%(several)s or %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}


def needed_level(application: Application) -> int:
    """The level to ask the sign-in service for: also what the allowed keys reach."""
    reached = [level for key, level in KEYS if key in application.allowed_keys]
    return max(application.min_level, min(reached, default=0))


@lru_cache(maxsize=512)
def _address(name: str, code: str, language: str | None) -> str:
    return reverse(f"portal:{name}", args=[code])


def _drawn(application: Application, state: TileState, reader: Reader) -> DrawnTile:
    tile = _tile(application, state, reader.contacts)
    if not reader.actor.is_signed_in:
        return DrawnTile(tile)
    is_favourite = application.code in reader.favourites
    query = urlencode({"on": 0 if is_favourite else 1, "next": reader.path})
    address = _address("favourite", application.code, get_language())
    return DrawnTile(tile, f"{address}?{query}", is_favourite)


def _tile(application: Application, state: TileState, contacts: Contacts) -> Tile:
    address = _address("application", application.code, get_language())
    return Tile(
        name=words(application.name),
        description=words(application.description),
        access=_ACCESS.get(state.state, state.state),  # type: ignore[arg-type]  # "sign_in" is renamed above
        url=address if state.state in {"open", "sign_in"} else "",
        icon=application.icon or "layout-grid",
        detail=_detail(application, state, contacts),
        action=_action(application, state, address),
    )


def _detail(application: Application, state: TileState, contacts: Contacts) -> str:
    if state.state == "other_key":
        opens = gettext("Opens with: %(keys)s.") % {"keys": names_of_keys(state.keys)}
        return opens if state.is_installed else f"{opens} {gettext('Not installed here yet.')}"
    if state.state != "no_right":
        return ""
    return " ".join(sentence for sentence in _who_grants(application, contacts, state) if sentence)


def _who_grants(application: Application, contacts: Contacts, state: TileState) -> Iterable[str]:
    yield gettext("You lack the authorisation “%(name)s”.") % {"name": words(application.name)}
    if contacts.access_managers:
        yield gettext("Granted by %(names)s.") % {"names": ", ".join(contacts.access_managers)}
    if contacts.dpo:
        yield gettext("DPO: %(names)s.") % {"names": ", ".join(contacts.dpo)}
    if not state.is_installed:
        yield gettext("Not installed here yet.")


def _action(application: Application, state: TileState, address: str) -> Link | None:
    if state.state == "other_key":
        return Link(gettext("Sign in with another key"), sign_in_address(address, needed_level(application)))
    if state.state == "no_right":
        return Link(gettext("Ask for access"), _address("access", application.code, get_language()))
    return None
