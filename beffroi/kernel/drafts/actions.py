"""Keeping, replacing and forgetting what was typed."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.drafts.kinds import Fields, Kind
from beffroi.kernel.drafts.models import Draft
from beffroi.kernel.drafts.queries import Kept, kept, purpose_of
from beffroi.kernel.errors import BadRequest, Conflict, TooLarge
from beffroi.kernel.seal import seal
from beffroi.kernel.verdict import PERMITTED, Verdict, refused

LARGEST = 100 * 1024  # bytes of JSON
MOST = 50  # drafts of one person in one organisation
_LONGEST_OBJECT = 120


class Stale(Conflict):
    """Another window saved since this one was read. Both versions, for its owner to choose; neither is lost."""

    def __init__(self, *, theirs: Kept, mine: Fields) -> None:
        super().__init__("draft_is_stale")
        self.theirs, self.mine = theirs, mine


# One statement decides who comes first. An expired draft is as good as none.
_SAVE = """
INSERT INTO kernel_drafts_draft AS d
  (id, person_id, organisation_id, form, object, payload, version, object_version, saved_at, expires_at)
VALUES (%(id)s, %(person)s, %(organisation)s, %(form)s, %(object)s, %(payload)s, %(next)s, %(of)s, %(now)s, %(until)s)
ON CONFLICT (person_id, organisation_id, form, object) DO UPDATE SET
  payload = EXCLUDED.payload, version = d.version + 1, saved_at = EXCLUDED.saved_at, expires_at = EXCLUDED.expires_at,
  object_version = CASE WHEN d.expires_at <= %(now)s THEN EXCLUDED.object_version ELSE d.object_version END
WHERE %(seen)s::int IS NULL OR d.version = %(seen)s OR d.expires_at <= %(now)s
RETURNING version
"""


def may_keep_drafts(actor: Actor) -> Verdict:
    return PERMITTED if actor.is_signed_in else refused("draft_needs_a_person")


def save(
    *, kind: Kind, object: str = "", fields: Fields, seen: int | None = None, object_version: str = "", by: Actor
) -> int:
    """The draft's new version. `seen`: the version this text was typed over, 0 for none, None where nobody knows.

    Raises `Stale` when another text was saved since `seen`; the same text twice is no conflict.
    """
    person_id = _owner(by)
    text = _json(fields)
    if len(object) > _LONGEST_OBJECT or not object.isprintable():
        raise BadRequest("unknown_draft")
    if not seen and Draft.objects.filter(person_id=person_id, expires_at__gt=clock.now()).count() >= MOST:
        raise Conflict("too_many_drafts")
    now = clock.now()
    values = {
        "id": uuid4(),
        "person": person_id,
        "organisation": by.organisation_id,
        "form": kind.code,
        "object": object,
        "payload": seal(text, purpose_of(person_id, kind.code, object)),
        "next": (seen or 0) + 1,
        "seen": seen,
        "of": object_version[:40],
        "now": now,
        "until": now + timedelta(days=kind.days),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, values)
        if row := cursor.fetchone():
            return int(row[0])
    return _same_or_stale(kind, object, fields, by)


def _same_or_stale(kind: Kind, object: str, fields: Fields, by: Actor) -> int:
    theirs = kept(kind, object, by)
    if theirs is None:  # discarded between the two statements
        return save(kind=kind, object=object, fields=fields, by=by)
    if dict(theirs.fields) == dict(fields):
        return theirs.version
    raise Stale(theirs=theirs, mine=fields)


def discard(*, kind: Kind, object: str = "", by: Actor) -> None:
    """The form was sent, or its owner no longer wants it. Nothing there is fine too."""
    own = Draft.objects.filter(person_id=_owner(by), organisation_id=by.organisation_id)
    own.filter(form=kind.code, object=object).delete()


def purge() -> int:
    """Deletes what expired by the database's clock, everybody's; returns how many. No role of ours sees them all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kernel_drafts_purge()")
        return int(cursor.fetchone()[0])


def _owner(by: Actor) -> UUID:
    may_keep_drafts(by).enforce()
    assert by.person_id is not None
    return by.person_id


def _json(fields: Fields) -> str:
    text = json.dumps(dict(fields), ensure_ascii=False)
    if len(text.encode()) > LARGEST:
        raise TooLarge("draft_too_large")
    return text
