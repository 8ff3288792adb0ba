"""What stands in a calendar, for one person, from a day to before another."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import get_language

from beffroi.apps.access import public as access
from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import Localized
from beffroi.portal import queries as portal
from beffroi.portal.announcements.drawn import address_of
from beffroi.portal.calendar.actions import hash_of
from beffroi.portal.calendar.deadlines import deadlines
from beffroi.portal.calendar.models import CalendarFeed, OwnDay
from beffroi.portal.calendar.registry import SOURCES
from beffroi.portal.calendar.rules import dates, working_day_before
from beffroi.portal.rules.holidays import legal_holidays
from beffroi.portal.visits import at_work
from beffroi.portal.words import HOLIDAYS

KINDS = ("holiday", "own_day", "deadline", "application", "announcement")


@dataclass(frozen=True, slots=True)
class Occasion:
    """`language`: of `title` where it is not the reader's. `act_on`: the working day before, where `on` is none."""

    on: date
    kind: str
    code: str
    title: str | Promise
    language: str = ""
    text: str = ""
    article: str = ""
    address: str = ""
    act_on: date | None = None


def occasions(actor: Actor, begin: date, end: date, kinds: Collection[str] = KINDS) -> list[Occasion]:
    """By day, then by kind. One statement for the organisation's days, one for each application that has deadlines."""
    own_days = list(_own_days(actor, begin, end))
    closed = frozenset(day.on for day in own_days if day.is_closed)
    found: list[Occasion] = []
    if "holiday" in kinds:
        found += _holidays(begin, end)
    if "own_day" in kinds:
        found += (_named(day.on, "own_day", day.on.isoformat(), day.name) for day in own_days)
    if "deadline" in kinds:
        found += _deadlines(begin, end, closed)
    if "application" in kinds:
        found += (_moved(each, closed) for each in _of_applications(actor, begin, end))
    if "announcement" in kinds:
        found += _announcements(actor, begin, end)
    return sorted(found, key=lambda each: (each.on, KINDS.index(each.kind), each.code))


@dataclass(frozen=True, slots=True)
class FeedOwner:
    account_id: UUID
    workplace_id: UUID | None
    language: str


def feed_owner(token: str) -> FeedOwner | None:
    """Whose secret address it is. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id, workplace_id, language FROM portal_calendar_owner(%s)", [hash_of(token)])
        row = cursor.fetchone()
    return FeedOwner(*row) if row else None


def actor_of_feed(owner: FeedOwner, actor: Actor) -> Actor:
    """With the rights held today; without organisation when he left it. Needs `kernel.db.acting`."""
    return at_work(actor, access.workplaces(owner.account_id))


def organisation_days(actor: Actor, begin: date) -> list[OwnDay]:
    """The organisation's own, from `begin` on."""
    if actor.organisation_id is None:
        return []
    return list(OwnDay.objects.filter(organisation_id=actor.organisation_id, on__gte=begin).order_by("on"))


def feed_of(actor: Actor) -> CalendarFeed | None:
    if actor.person_id is None:
        return None
    return CalendarFeed.objects.filter(account_id=actor.person_id).first()


def _own_days(actor: Actor, begin: date, end: date) -> Iterator[OwnDay]:
    if actor.organisation_id is not None:
        yield from OwnDay.objects.filter(organisation_id=actor.organisation_id, on__gte=begin, on__lt=end)


def _holidays(begin: date, end: date) -> Iterator[Occasion]:
    for year in range(begin.year, end.year + 1):
        for day, code in legal_holidays(year):
            if begin <= day < end:
                yield Occasion(day, "holiday", code, HOLIDAYS[code])


def _deadlines(begin: date, end: date, closed: frozenset[date]) -> Iterator[Occasion]:
    for each in deadlines():
        for day in dates(each.rule, begin, end):
            found = _named(day, "deadline", each.code, each.title)
            told = replace(found, text=_words(each.text), article=_words(each.article), address=each.source)
            yield _moved(told, closed) if each.must_act else told


def _of_applications(actor: Actor, begin: date, end: date) -> Iterator[Occasion]:
    if not actor.is_signed_in:
        return
    for application, source in SOURCES.items():
        for each in source(actor, begin, end):
            found = _named(each.on, "application", f"{application}-{each.code}", each.title)
            yield replace(found, address=each.address)


def _announcements(actor: Actor, begin: date, end: date) -> Iterator[Occasion]:
    for each in portal.catalogue().announcements_for(actor.organisation_id, clock.today()):
        if begin <= each.dated_on < end:
            yield replace(_named(each.dated_on, "announcement", each.code, each.text), address=address_of(each))


def _words(text: Localized) -> str:
    return text.in_language(get_language() or "fr").value


def _named(on: date, kind: str, code: str, title: Localized) -> Occasion:
    text = title.in_language(get_language() or "fr")
    return Occasion(on, kind, code, text.value, text.language if text.is_missing else "")


def _moved(each: Occasion, closed: frozenset[date]) -> Occasion:
    working = working_day_before(each.on, closed)
    return each if working == each.on else replace(each, act_on=working)
