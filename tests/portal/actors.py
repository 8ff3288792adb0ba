"""Plain actors, without a database."""

from datetime import UTC, datetime
from uuid import UUID

from beffroi.kernel.actor import Actor

PERSON = UUID("00000000-0000-4000-8000-000000000001")
ORGANISATION = UUID("00000000-0000-4000-8000-00000000000a")


def worker(level: int, *keys: str, rights: set[str] | frozenset[str] = frozenset()) -> Actor:
    return Actor(
        person_id=PERSON,
        name="Ada Lievens",
        organisation_id=ORGANISATION,
        rights=frozenset((application, "user") for application in rights),
        level=level,
        keys=keys,
        authenticated_at=datetime(2026, 11, 24, 8, tzinfo=UTC),
    )
