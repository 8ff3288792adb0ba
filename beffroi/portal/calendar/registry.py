"""Where the applications' own deadlines of a person come from.

An application offers `deadlines_of(actor, begin, end)` in its `public`; its line here is all the portal needs. It gives
only what the actor may see, names no citizen (the calendar is printed and mailed), and asks the database once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import Localized


@dataclass(frozen=True, slots=True)
class OwnDeadline:
    """`code`: the same for the same deadline, whenever asked. `address`: a path of this service, where it is met."""

    code: str
    on: date
    title: Localized
    address: str = ""


Source = Callable[[Actor, date, date], Iterable[OwnDeadline]]  # from the first day to before the second

SOURCES: dict[str, Source] = {}  # by application; none is installed that has deadlines yet
