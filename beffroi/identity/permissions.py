"""Whether a session answers what a service asks, and what a person may change about his own keys."""

from datetime import datetime

from beffroi.identity import policies
from beffroi.identity.models import Session, Transaction
from beffroi.identity.rules import Demand, Event, answering_event, counting
from beffroi.kernel.verdict import PERMITTED, Verdict, refused


def demand_of(transaction: Transaction) -> Demand:
    return Demand(
        transaction.min_level,
        tuple(transaction.allowed_keys),
        transaction.max_age,
        transaction.created_at if transaction.must_authenticate else None,
    )


def events_of(session: Session) -> list[Event]:
    return [Event.from_json(row) for row in session.events]


def session_satisfies(session: Session | None, transaction: Transaction, now: datetime) -> Verdict:
    """Refusals: `not_signed_in`, `level_too_low`, `key_not_accepted`, `must_authenticate`, `too_long_ago`."""
    return answer(session, transaction, now)[1]


def answer(session: Session | None, transaction: Transaction, now: datetime) -> tuple[Event | None, Verdict]:
    """The event whose level, key and instant the service is told (acr, amr, auth_time), and the verdict."""
    if session is None or session.ended_at is not None or min(session.idle_until, session.absolute_until) <= now:
        return None, refused("not_signed_in")
    return answering_event(events_of(session), demand_of(transaction), now)


def may_change_keys(session: Session | None, now: datetime) -> Verdict:
    """A key is added, renewed or changed only after a fresh sign-in with a key of some strength (EM-06, TO-05, PW-08)."""
    if session is None:
        return refused("not_signed_in")
    strong = [e for e in counting(events_of(session), now) if e.level >= policies.LOWEST_LEVEL_TO_CHANGE_KEYS]
    if not strong:
        return refused("level_too_low", min_level=policies.LOWEST_LEVEL_TO_CHANGE_KEYS)
    if now - max(e.at for e in strong) > policies.FRESH:
        return refused("too_long_ago")
    return PERMITTED


def may_change_password(session: Session | None, now: datetime) -> Verdict:
    """With any key, shown just now: also who holds the e-mail key only must be able to (ASVS v5.0.0-6.2.2)."""
    events = counting(events_of(session), now) if session else []
    if not events:
        return refused("not_signed_in")
    return PERMITTED if now - max(e.at for e in events) <= policies.FRESH else refused("too_long_ago")
