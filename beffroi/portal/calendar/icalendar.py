"""A calendar as other programs read it (iCalendar, RFC 5545; refresh and name after RFC 7986)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from beffroi.portal.calendar.queries import Occasion

_LONGEST = 75  # octets in a line, without its end (§3.1)
_PRODUCT = "-//Beffroi//Portal//EN"


def icalendar(name: str, occasions: Iterable[Occasion], *, origin: str, now: datetime) -> bytes:
    """`origin` completes the paths; `now` is when it was made (aware)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ]
    for each in occasions:
        lines += _event(each, origin, now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(each: Occasion, origin: str, now: datetime) -> list[str]:
    """A whole day, which makes nobody busy. `UID` is the same whenever the same occasion is told (§3.8.4.7)."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uuid5(NAMESPACE_URL, f'{origin}/calendar/{each.kind}/{each.code}/{each.on.isoformat()}')}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_day(each.on)}",
        f"DTEND;VALUE=DATE:{_day(each.on + timedelta(days=1))}",
        f"SUMMARY:{_text(str(each.title))}",
        "TRANSP:TRANSPARENT",
    ]
    described = " – ".join(part for part in (each.text, each.article) if part)
    if described:
        lines.append(f"DESCRIPTION:{_text(described)}")
    if each.address:
        lines.append(f"URL:{origin + each.address if each.address.startswith('/') else each.address}")
    return [*lines, "END:VEVENT"]


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _text(value: str) -> str:
    """§3.3.11; control characters have no place in a text."""
    kept = "".join(c for c in value.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or c.isprintable())
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(plain, escaped)
    return kept


def _folded(line: str) -> bytes:
    """§3.1: longer lines go on after a line end and a space, never within a character."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > _LONGEST - (1 if parts else 0):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part])
