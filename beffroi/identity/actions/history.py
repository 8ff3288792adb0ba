"""Each try and change of a key: a line in the person's own history, a line in the security log (KM-03)."""

from typing import Any

from django.db import connection, transaction

from beffroi.identity.browser import Visitor
from beffroi.identity.models import KeyEvent, Person, Session
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.audit import Result

# For nobody the same statement writes no line: the answer takes as long (PW-10).
_BY_NAME = """
INSERT INTO identity_keyevent (person_id, at, key, what, result, client_id, session_id, browser, address)
SELECT id, %(at)s, %(key)s, %(what)s, %(result)s, %(client)s, NULL, %(browser)s, %(address)s
FROM identity_person WHERE user_name = %(name)s AND closed_at IS NULL
"""


@transaction.atomic
def note(
    person: Person,
    key: str,
    what: str,
    result: Result,
    *,
    visitor: Visitor,
    client_id: str = "",
    session: Session | None = None,
    reason: str = "",
    by: Actor | None = None,
) -> None:
    """`what`: `password`, `code`, `card`, `sign_in`, `step_up`, `added`, `renewed`, `ordered`, `activated`, `locked`, `unlocked`,
    `ended`."""
    KeyEvent.objects.create(
        person=person,
        at=clock.now(),
        key=key,
        what=what,
        result=result,
        client_id=client_id,
        session=session,
        browser=visitor.description,
        address=visitor.address or None,
    )
    audit.record(
        f"identity.key.{what}",
        by=by or Actor(person_id=person.id, name=person.name, address=visitor.address),
        result=result,
        reason=reason,
        details={"key": key, "client": client_id},
    )


@transaction.atomic
def note_by_name(name: str, key: str, what: str, result: Result, client_id: str, visitor: Visitor) -> None:
    """For a try that recognised nobody. The name typed is not kept: people type passwords there."""
    values: dict[str, Any] = {
        "at": clock.now(),
        "key": key,
        "what": what,
        "result": result,
        "client": client_id,
        "browser": visitor.description,
        "address": visitor.address or None,
        "name": name,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BY_NAME, values)
    audit.record(
        f"identity.key.{what}",
        by=Actor(address=visitor.address),
        result=result,
        reason=f"{what}_wrong",
        details={"key": key, "client": client_id},
    )
