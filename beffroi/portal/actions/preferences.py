"""How one person arranges his portal."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import BadRequest, NotVisible
from beffroi.kernel.localized import LANGUAGES
from beffroi.kernel.verdict import PERMITTED, Verdict, refused
from beffroi.portal import models, queries


def may_arrange(actor: Actor) -> Verdict:
    return PERMITTED if actor.is_signed_in else refused("sign_in")


def _own_account(by: Actor) -> UUID:
    """Raises `Refused` for nobody."""
    may_arrange(by).enforce()
    assert by.person_id is not None
    return by.person_id


@transaction.atomic
def set_favourite(*, code: str, is_favourite: bool, by: Actor) -> None:
    """Idempotent. A new favourite comes last. Raises `NotVisible` for an unknown application."""
    account_id = _own_account(by)
    if code not in queries.catalogue().applications:
        raise NotVisible("not_found")
    own = models.PersonalTile.objects.filter(account_id=account_id)
    if not is_favourite:
        own.filter(application=code).update(favourite_position=None)
        return
    last = own.aggregate(last=Max("favourite_position"))["last"] or 0
    tile, is_new = own.get_or_create(
        account_id=account_id, application_id=code, defaults={"favourite_position": last + 1}
    )
    if not is_new and tile.favourite_position is None:
        own.filter(pk=tile.pk).update(favourite_position=last + 1)


@transaction.atomic
def move_favourite(*, code: str, direction: Literal["up", "down"], by: Actor) -> None:
    """One place; at the end of the list nothing moves. Positions are dealt out anew, so that none is double."""
    own = models.PersonalTile.objects.select_for_update().filter(account_id=_own_account(by))
    order = list(own.exclude(favourite_position=None).order_by("favourite_position", "pk"))
    place = next((index for index, tile in enumerate(order) if tile.application_id == code), None)
    if place is None:
        raise NotVisible("not_found")
    other = place + (1 if direction == "down" else -1)
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    for position, tile in enumerate(order, start=1):
        tile.favourite_position = position
    models.PersonalTile.objects.bulk_update(order, ["favourite_position"])


CHOICES: Mapping[str, frozenset[str]] = {
    "color_scheme": frozenset({"", "light", "dark"}),
    "density": frozenset({"", "compact"}),
    "language": frozenset({"", *LANGUAGES}),
}


def choose_appearance(*, given: Mapping[str, str], by: Actor) -> None:
    """`given`: some of `CHOICES`, the rest stays; empty: as the device or the page has it. Raises `BadRequest`.

    For nobody there are only his cookies, which the view sets.
    """
    if any(value not in CHOICES.get(name, ()) for name, value in given.items()):
        raise BadRequest("malformed_request")
    if by.person_id is not None and given:
        models.Preference.objects.update_or_create(account_id=by.person_id, defaults=dict(given))
