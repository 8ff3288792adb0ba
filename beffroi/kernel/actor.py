"""Who acts: the person, the organisation he acts for, his rights there, and how he signed in."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Built once per request, never changed. `level`: assurance level (250, 300, 400, 450, 500), 0 when not signed in.

    `rights` holds (application, role); `functions` the duties in the organisation; `keys` the digital keys
    used in this session (`amr`); `address` the network address, for the security log only.
    """

    person_id: UUID | None = None
    name: str = ""
    language: str = "fr"
    organisation_id: UUID | None = None
    organisation_name: str = ""
    functions: frozenset[str] = frozenset()
    rights: frozenset[tuple[str, str]] = frozenset()
    level: int = 0
    keys: tuple[str, ...] = ()
    authenticated_at: datetime | None = None
    session_reference: str = ""
    address: str = field(default="", repr=False)
    system: str = ""  # the process that acts when nobody does: "migration", "worker", "demonstration"

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    def has_function(self, code: str) -> bool:
        return code in self.functions

    def has_right(self, application: str, role: str | None = None) -> bool:
        if role is not None:
            return (application, role) in self.rights
        return any(held == application for held, _ in self.rights)

    def speaking(self, language: str) -> "Actor":
        return replace(self, language=language)


NOBODY = Actor()


def system_actor(name: str) -> Actor:
    """The machine itself; written as such in the log."""
    return Actor(name=name, system=name)
