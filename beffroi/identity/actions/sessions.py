"""Sessions are opened by a key, renewed by each further key, and ended by the person, a service, time or the desk."""

from django.db import transaction

from beffroi.identity import browser, policies
from beffroi.identity import sessions as hooks
from beffroi.identity.browser import Visitor
from beffroi.identity.keys import catalogue
from beffroi.identity.models import KeyEvent, Person, Session
from beffroi.identity.permissions import events_of
from beffroi.identity.rules import Event, counting, with_event
from beffroi.identity.sessions import actor_of
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor


@transaction.atomic
def open_session(
    *, person: Person, key: str, current: Session | None, client_id: str = "", visitor: Visitor
) -> tuple[Session, str]:
    """The session after `person` showed `key`, and its new cookie secret (SE-02).

    `current`: the browser's session. The same person's goes on, with this event added (step-up); another
    person's is ended first.
    """
    if current is not None and current.person_id != person.id:
        end_session(current, "other_person", by=actor_of(current, visitor.address))
        current = None
    if current is not None:  # two tabs may step up at once
        current = Session.objects.select_for_update().get(id=current.id)
    secret, now = browser.new_secret(), clock.now()
    level = catalogue.level_of(key)
    event = Event(key, level, now, now + policies.SESSION_LIFETIMES[level][1])
    events = counting(with_event(events_of(current) if current else [], event), now)
    session = current or Session(sid=browser.new_sid(), person=person, created_at=now)
    session.secret_hash = browser.hashed(secret)
    session.events = [each.as_json() for each in events]
    session.level, session.authenticated_at = events[0].level, events[0].at
    session.keys = list(dict.fromkeys(each.key for each in events))
    session.last_seen_at, session.idle_until = now, now + policies.SESSION_LIFETIMES[session.level][0]
    session.absolute_until = max(each.until for each in events)
    session.browser, session.address = visitor.description, visitor.address or None
    session.save(force_insert=current is None)
    _record(session, key, "step_up" if current else "sign_in", client_id, actor_of(session, visitor.address))
    return session, secret


def end_session(session: Session, reason: str, *, by: Actor) -> bool:
    """Dead at once, for every service (LO-01). False when it had ended already.

    `reason`: `signed_out`, `ended_elsewhere`, `other_person`, `suspended`, `key_changed`.
    """
    with transaction.atomic():
        now = clock.now()
        if not Session.objects.filter(id=session.id, ended_at=None).update(ended_at=now, ended_reason=reason):
            return False
        session.ended_at, session.ended_reason = now, reason
        audit.record("identity.session.ended", by=by, reason=reason, details={"session": session.sid})
        for told in hooks.ON_END:
            told(session)
    return True


def end_all_sessions(person: Person, reason: str, *, by: Actor, keep: Session | None = None) -> int:
    """How many were ended; `keep` stays (SE-04, SE-05, SE-06)."""
    live = Session.objects.filter(person=person, ended_at=None).select_related("person")
    return sum(end_session(each, reason, by=by) for each in live if keep is None or each.id != keep.id)


def _record(session: Session, key: str, what: str, client_id: str, by: Actor) -> None:
    KeyEvent.objects.create(
        person_id=session.person_id,
        at=clock.now(),
        key=key,
        what=what,
        result="permitted",
        client_id=client_id,
        session=session,
        browser=session.browser,
        address=session.address,
    )
    audit.record("identity.session.opened", by=by, details={"key": key, "client": client_id, "what": what})
