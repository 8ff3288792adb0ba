"""A strict reader of iCalendar (RFC 5545), written from the grammar: whatever it does not know is an error."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

_NAME = re.compile(r"^([A-Z-]+)((?:;[A-Z-]+=(?:\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*):(.*)$", re.DOTALL)
_TEXT = re.compile(r"^(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*$")
ONCE = {"calendar": {"VERSION", "PRODID"}, "event": {"UID", "DTSTAMP", "DTSTART"}}
AT_MOST_ONCE = {
    "calendar": {"CALSCALE", "METHOD", "NAME", "REFRESH-INTERVAL"},
    "event": {"DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"},
}
_IN_TEXT = {"SUMMARY", "DESCRIPTION", "NAME", "UID"}


class NotCalendar(ValueError):
    pass


@dataclass
class Calendar:
    properties: dict[str, str] = field(default_factory=dict)
    events: list[dict[str, str]] = field(default_factory=list)


def read(content: bytes) -> Calendar:
    calendar, event, is_open = Calendar(), None, False
    for name, parameters, value in _lines(content):
        if (name, value) == ("BEGIN", "VCALENDAR") and not is_open and not calendar.properties:
            is_open = True
        elif (name, value) == ("BEGIN", "VEVENT") and is_open and event is None:
            event = {}
        elif (name, value) == ("END", "VEVENT") and event is not None:
            calendar.events.append(_whole(event, "event"))
            event = None
        elif (name, value) == ("END", "VCALENDAR") and is_open and event is None:
            is_open = False
            _whole(calendar.properties, "calendar")
        elif is_open:
            _take(calendar.properties if event is None else event, name, parameters, value)
        else:
            raise NotCalendar(f"{name} outside a calendar")
    if is_open or not calendar.properties:
        raise NotCalendar("no whole calendar")
    uids = [each["UID"] for each in calendar.events]
    if len(set(uids)) != len(uids):
        raise NotCalendar("a UID twice")
    return calendar


def _lines(content: bytes) -> list[tuple[str, str, str]]:
    """§3.1: CRLF, 75 octets at most, folded between characters."""
    if not content.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", content):
        raise NotCalendar("line ends")
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        if len(line) > 75:
            raise NotCalendar("line of more than 75 octets")
        line.decode()  # a character cut in two is no UTF-8
    unfolded = content[:-2].replace(b"\r\n ", b"").decode().split("\r\n")
    found = []
    for line in unfolded:
        match = _NAME.match(line)
        if not match:
            raise NotCalendar(f"not a content line: {line!r}")
        found.append((match[1], match[2], match[3]))
    return found


def _take(properties: dict[str, str], name: str, parameters: str, value: str) -> None:
    if name in properties:
        raise NotCalendar(f"{name} twice")
    if name in _IN_TEXT and not _TEXT.match(value):
        raise NotCalendar(f"{name} holds what a text may not")
    _check_form(name, parameters, value)
    if name == "URL" and not re.fullmatch(r"https?://[!-~]+", value):
        raise NotCalendar("not an address")
    if name == "VERSION" and value != "2.0":
        raise NotCalendar("version")
    properties[name] = value


def _check_form(name: str, parameters: str, value: str) -> None:
    if name in {"DTSTART", "DTEND"}:
        if parameters != ";VALUE=DATE" or not re.fullmatch(r"\d{8}", value):
            raise NotCalendar(f"{name} is no date")
        date.fromisoformat(value)
    elif name == "REFRESH-INTERVAL":
        if parameters != ";VALUE=DURATION" or not re.fullmatch(r"P(\d+D)?(T\d+[HM])?", value):
            raise NotCalendar("not a duration")
    elif parameters:
        raise NotCalendar(f"{name} takes no parameters here")
    elif name == "DTSTAMP":
        datetime.strptime(value, "%Y%m%dT%H%M%SZ")  # noqa: DTZ007  # only its form is checked


def _whole(properties: dict[str, str], kind: str) -> dict[str, str]:
    if missing := ONCE[kind] - set(properties):
        raise NotCalendar(f"{kind} without {sorted(missing)}")
    if unknown := set(properties) - ONCE[kind] - AT_MOST_ONCE[kind]:
        raise NotCalendar(f"{kind} with {sorted(unknown)}")
    if "DTEND" in properties and properties["DTEND"] <= properties["DTSTART"]:
        raise NotCalendar("an event that ends before it begins")
    return properties
