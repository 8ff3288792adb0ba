"""The registry: what an application offers on a person's start page. None of the installed ones offers anything yet.

`OFFERS` is where the portal composes them: `Offer("mailbox", _("Unread messages"), mailbox.unread, mailbox.inbox_address)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from beffroi.kernel.actor import Actor
from beffroi.kernel.counting import Countable, counts
from beffroi.portal.tiles import StatedApplication


@dataclass(frozen=True, slots=True)
class Offer:
    """`application`: its code in the catalogue. `rows`: what is counted for a person; `address`: where it waits."""

    application: str
    label: Promise
    rows: Callable[[Actor], Countable]
    address: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Counter:
    label: Promise
    number: int
    url: str


OFFERS: list[Offer] = []


def counters(actor: Actor, known: Sequence[StatedApplication]) -> list[Counter]:
    """Of applications that are open to him only; one statement for all of them, none for none."""
    is_open = {each.application.code for each in known if each.state.is_open}
    offered = [offer for offer in OFFERS if offer.application in is_open]
    numbers = counts([offer.rows(actor) for offer in offered])
    return [Counter(offer.label, number, offer.address()) for offer, number in zip(offered, numbers, strict=True)]
