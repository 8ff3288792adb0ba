"""From a browser's session to who acts: the account, the workplace chosen, the rights held there now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from beffroi.apps.access.public import Workplace
from beffroi.kernel.actor import NOBODY, Actor


class SignedIn(TypedDict):
    """What a session keeps of a sign-in, under "signed_in". No NISS: it is used once, to find the account.

    `account_id` and `organisation_id` are UUIDs or empty; `authenticated_at` ISO 8601; `id_token` says goodbye with.
    """

    account_id: str
    organisation_id: str
    name: str
    language: str
    level: int
    keys: list[str]
    authenticated_at: str
    id_token: str


@dataclass(frozen=True, slots=True)
class Visit:
    """`recognised_name`: who the sign-in service proved; `workplaces` are where he may work today.

    A person recognised without an account here has a name and an actor who is nobody.
    """

    actor: Actor = NOBODY
    recognised_name: str = ""
    workplaces: tuple[Workplace, ...] = ()

    @property
    def is_recognised(self) -> bool:
        return bool(self.recognised_name)

    @property
    def workplace(self) -> Workplace | None:
        wanted = self.actor.organisation_id
        return next((place for place in self.workplaces if place.organisation_id == wanted), None)


NO_VISIT = Visit()


def signed_in(session: SessionBase) -> SignedIn | None:
    """One statement, the session's own; None for a browser that is not signed in."""
    found: SignedIn | None = session.get("signed_in")
    return found


def actor_of(known: SignedIn, *, sid: str, address: str) -> Actor:
    """The person and the organisation he chose, without rights yet: enough to set the database's wall."""
    if not known["account_id"]:
        return replace(NOBODY, name=known["name"], language=known["language"], address=address)
    return Actor(
        person_id=UUID(known["account_id"]),
        name=known["name"],
        language=known["language"],
        organisation_id=UUID(known["organisation_id"]) if known["organisation_id"] else None,
        level=known["level"],
        keys=tuple(known["keys"]),
        authenticated_at=datetime.fromisoformat(known["authenticated_at"]),
        session_reference=sid,
        address=address,
    )


def at_work(actor: Actor, workplaces: Sequence[Workplace]) -> Actor:
    """With the functions and rights of the workplace chosen; without organisation when he no longer works there."""
    for place in workplaces:
        if place.organisation_id == actor.organisation_id:
            return replace(
                actor,
                organisation_name=str(place.name.in_language(actor.language)),
                functions=place.functions,
                rights=place.rights,
            )
    return replace(actor, organisation_id=None)


def visit_of(request: Any) -> Visit:
    """What `ActorMiddleware` found out; nobody's where it did not run (an error page before it)."""
    visit: Visit = getattr(request, "visit", NO_VISIT)
    return visit
