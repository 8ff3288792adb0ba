"""Single sign-on sessions: found by the browser's cookie, recognised, touched."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest

from beffroi.identity import browser, policies
from beffroi.identity.models import Session
from beffroi.identity.permissions import events_of
from beffroi.identity.rules import counting
from beffroi.kernel import clock
from beffroi.kernel.actor import NOBODY, Actor

# Called with each session right after it ended, in the same database transaction. The provider registers here.
ON_END: list[Callable[[Session], None]] = []


def recognised(request: HttpRequest) -> Session | None:
    """The live session of this browser, in one statement; its level, keys and instant are those that count now."""
    secret = request.COOKIES.get(browser.cookie_name("sso"), "")
    if not secret:
        return None
    now = clock.now()
    session = (
        Session.objects.select_related("person")
        .filter(
            secret_hash=browser.hashed(secret),
            ended_at=None,
            idle_until__gt=now,
            absolute_until__gt=now,
            person__closed_at=None,
        )
        .first()
    )
    if session is None or not _weigh(session, now):
        return None
    _touch(session, now)
    return session


def _weigh(session: Session, now: datetime) -> bool:
    """Sets what the session is worth now (SU-06); False when nothing counts any more."""
    events = counting(events_of(session), now)
    if not events:
        return False
    strongest = events[0]
    session.level, session.authenticated_at = strongest.level, strongest.at
    session.keys = list(dict.fromkeys(event.key for event in events))
    return True


def _touch(session: Session, now: datetime) -> None:
    if now - session.last_seen_at < policies.TOUCH_AFTER:
        return
    idle, _ = policies.SESSION_LIFETIMES[session.level]
    session.last_seen_at, session.idle_until = now, now + idle
    Session.objects.filter(id=session.id, ended_at=None).update(last_seen_at=now, idle_until=now + idle)


def actor_of(session: Session | None, address: str = "") -> Actor:
    if session is None:
        return Actor(address=address) if address else NOBODY
    return Actor(
        person_id=session.person_id,
        name=session.person.name,
        language=session.person.language,
        level=session.level,
        keys=tuple(session.keys),
        authenticated_at=session.authenticated_at,
        session_reference=session.sid,
        address=address,
    )
