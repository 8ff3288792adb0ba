"""Who may do what, asked of the permissions themselves: persons and states as data, answers from the code.

One row is one question; its answer is `yes` or the reason code of the refusal. `tests/house/test_permissions.py` holds
that every permission of every application is asked here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from beffroi.apps.access import permissions as access
from beffroi.apps.code_lists import permissions as code_lists
from beffroi.apps.code_lists.states import VERSION
from beffroi.identity import permissions as identity
from beffroi.identity.models import Session
from beffroi.identity.rules import Event
from beffroi.kernel.actor import NOBODY, Actor, system_actor
from beffroi.kernel.verdict import Verdict
from beffroi.portal.announcements import permissions as announcements
from beffroi.portal.announcements.states import ANNOUNCEMENT
from beffroi.portal.announcements.states import VERBS as ANNOUNCEMENT_VERBS
from beffroi.portal.calendar import permissions as calendar
from beffroi.portal.rules.tiles import tile_state

ADA, BOB, OWN, OTHER = (UUID(int=number) for number in (1, 2, 10, 11))
_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_WORKER = Actor(person_id=ADA, organisation_id=OWN, level=400, keys=("pwd", "otp"))


@dataclass(frozen=True, slots=True)
class Section:
    """`ask(verb, person, state)`; `asked`: the permissions this section covers, by their function."""

    title: str
    note: str
    persons: Mapping[str, Any]
    verbs: Sequence[str]
    states: Sequence[str]
    ask: Callable[[str, Any, str], Verdict]
    asked: tuple[Callable[..., Any], ...]

    def rows(self) -> Iterator[tuple[str, str, list[str]]]:
        """(verb, state, one answer per person)."""
        for verb in self.verbs:
            for state in self.states:
                verdicts = [self.ask(verb, person, state) for person in self.persons.values()]
                yield verb, state, ["yes" if verdict else verdict.reason for verdict in verdicts]


def _with(*rights: tuple[str, str], **more: Any) -> Actor:
    return replace(_WORKER, rights=frozenset(rights), **more)


_VERBS_ON_VERSION = {
    "submit": code_lists.may_submit,
    "return": code_lists.may_return,
    "publish": code_lists.may_publish,
    "withdraw": code_lists.may_withdraw,
}


def _ask_code_lists(verb: str, person: Actor, state: str) -> Verdict:
    version: Any = SimpleNamespace(state=state, proposers=frozenset({ADA}))
    return _VERBS_ON_VERSION[verb](person, version)


def _ask_about_lists(verb: str, person: Actor, state: str) -> Verdict:
    return {"see the pages of publication": code_lists.may_publish_lists, "propose": code_lists.may_propose}[verb](
        person
    )


_PUBLISHER, _APPROVER = ("code_lists", "publisher"), ("code_lists", "approver")
_OF_LISTS = {
    "nobody": NOBODY,
    "signed in": _WORKER,
    "publisher, proposer": _with(_PUBLISHER),
    "other publisher": _with(_PUBLISHER, person_id=BOB),
    "approver": _with(_APPROVER, person_id=BOB),
    "approver, proposer": _with(_PUBLISHER, _APPROVER),
}


def _ask_access(verb: str, person: Actor, state: str) -> Verdict:
    if verb == "register an organisation or account":
        return access.may_register(person)
    organisation = OTHER if state == "another organisation" else OWN
    return access.may_grant(person, organisation_id=organisation, account_id=ADA if state == "himself" else BOB)


_OF_ACCESS = {
    "nobody": NOBODY,
    "social worker": replace(_WORKER, functions=frozenset({"social_worker"})),
    "DPO": replace(_WORKER, functions=frozenset({"dpo"})),
    "access manager": replace(_WORKER, functions=frozenset({"access_manager"})),
    "principal access manager": replace(_WORKER, functions=frozenset({"principal_access_manager"})),
    "the machine": system_actor("demonstration"),
}


def _ask_opening(verb: str, person: Actor, state: str) -> Verdict:
    ended = {"code_lists": date(2026, 1, 1)} if state == "right ended" else {}
    return access.may_open(person, "code_lists", ended)


_OF_OPENING = {
    "nobody": NOBODY,
    "no organisation": replace(_WORKER, organisation_id=None),
    "without the right": _WORKER,
    "with the right": _with(("code_lists", "reader")),
}


def _tile(verb: str, person: Actor, state: str) -> Verdict:
    terms: Any = SimpleNamespace(
        code="a",
        right="" if verb == "open to all" else "a",
        min_level={"level 400": 400, "eID only": 500}.get(verb, 0),
        allowed_keys=("eid",) if verb == "eID only" else (),
    )
    return tile_state(terms, person, is_installed=state == "installed").verdict


_OF_TILES = {
    "nobody": NOBODY,
    "without the right": _WORKER,
    "e-mail code (250)": _with(("a", "user"), level=250, keys=("pwd", "email")),
    "token card (300)": _with(("a", "user"), level=300, keys=("pwd", "card")),
    "mobile app (400)": _with(("a", "user"), level=400, keys=("pwd", "otp")),
    "itsme (450)": _with(("a", "user"), level=450, keys=("itsme",)),
    "eID (500)": _with(("a", "user"), level=500, keys=("eid",)),
}


def _session(*events: tuple[str, int, timedelta]) -> Session:
    rows = [
        Event(key=key, level=level, at=_NOW - ago, until=_NOW - ago + timedelta(hours=8)).as_json()
        for key, level, ago in events
    ]
    return Session(events=rows, idle_until=_NOW + timedelta(minutes=30), absolute_until=_NOW + timedelta(hours=8))


def _ask_identity(verb: str, session: Session | None, state: str) -> Verdict:
    may = {"change keys": identity.may_change_keys, "change the password": identity.may_change_password}[verb]
    return may(session, _NOW)


_JUST_NOW, _LATER = timedelta(minutes=1), timedelta(minutes=20)
_OF_KEYS = {
    "nobody": None,
    "e-mail code, just now": _session(("email_code", 250, _JUST_NOW)),
    "token card, just now": _session(("token_card", 300, _JUST_NOW)),
    "mobile app, just now": _session(("mobile_app", 400, _JUST_NOW)),
    "mobile app, 20 minutes ago": _session(("mobile_app", 400, _LATER)),
}


def _ask_announcements(verb: str, person: Actor, state: str) -> Verdict:
    announcement: Any = SimpleNamespace(state=state)
    if verb == "write":
        return announcements.may_write(person)
    if verb == "mark as read":
        return announcements.may_mark_read(person)
    if verb == "revise":
        return announcements.may_revise(person, announcement)
    return announcements.may_move(person, announcement, verb)


_OF_ANNOUNCEMENTS = {
    "nobody": NOBODY,
    "signed in": _WORKER,
    "editor": replace(_WORKER, functions=frozenset({"portal_editor"})),
}


def _ask_calendar(verb: str, person: Actor, state: str) -> Verdict:
    return calendar.may_set_days(person) if verb == "set the organisation's days" else calendar.may_have_feed(person)


SECTIONS = (
    Section(
        "Portal: calendar",
        "Reading is open to everybody.",
        _OF_ACCESS,
        ("have a feed", "set the organisation's days"),
        ("-",),
        _ask_calendar,
        (calendar.may_have_feed, calendar.may_set_days),
    ),
    Section(
        "Portal: announcements",
        "Reading is open to whoever an announcement is addressed to. Rows: the verb and the state.",
        _OF_ANNOUNCEMENTS,
        ("write", "mark as read", "revise", *ANNOUNCEMENT_VERBS),
        ANNOUNCEMENT.states,
        _ask_announcements,
        (announcements.may_write, announcements.may_mark_read, announcements.may_revise, announcements.may_move),
    ),
    Section(
        "Portal: tiles",
        "What a tile says, and what opening it answers. Rows: what the application asks.",
        _OF_TILES,
        ("open to all", "any key", "level 400", "eID only"),
        ("installed", "not installed"),
        _tile,
        (tile_state,),
    ),
    Section(
        "Access: opening an application",
        "",
        _OF_OPENING,
        ("open",),
        ("right never held", "right ended"),
        _ask_opening,
        (access.may_open,),
    ),
    Section(
        "Access: granting",
        "Persons act for their own organisation. Rows: to whom.",
        _OF_ACCESS,
        ("grant a right",),
        ("a colleague", "himself", "another organisation"),
        _ask_access,
        (access.may_grant,),
    ),
    Section(
        "Access: registering",
        "",
        _OF_ACCESS,
        ("register an organisation or account",),
        ("-",),
        _ask_access,
        (access.may_register,),
    ),
    Section(
        "Code lists: publication",
        "Reading is open to everybody. Rows: the verb and the state of the version; a version's proposer is “proposer”.",
        _OF_LISTS,
        tuple(_VERBS_ON_VERSION),
        VERSION.states,
        _ask_code_lists,
        tuple(_VERBS_ON_VERSION.values()),
    ),
    Section(
        "Code lists: preparing a version",
        "",
        _OF_LISTS,
        ("see the pages of publication", "propose"),
        ("-",),
        _ask_about_lists,
        (code_lists.may_publish_lists, code_lists.may_propose),
    ),
    Section(
        "Sign-in service: own keys",
        "Persons: how they signed in.",
        _OF_KEYS,
        ("change keys", "change the password"),
        ("-",),
        _ask_identity,
        (identity.may_change_keys, identity.may_change_password),
    ),
)
