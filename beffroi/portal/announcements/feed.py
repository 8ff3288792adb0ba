"""An Atom feed (RFC 4287), built as XML elements: no text can break out of its place."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils.translation import gettext as _

from beffroi.kernel.clock import BELGIUM
from beffroi.portal.announcements.drawn import address_of
from beffroi.portal.catalogue.snapshot import Announcement
from beffroi.portal.templatetags.prose import prose

ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Feed:
    """`address`: of the feed itself, `page`: of the page that says the same. Both absolute."""

    title: str
    language: str
    address: str
    page: str
    announcements: tuple[Announcement, ...]


def atom(feed: Feed) -> bytes:
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {_LANG: feed.language})
    _add(root, "id", uuid5(NAMESPACE_URL, feed.address).urn)
    _add(root, "title", feed.title)
    newest = max((_changed(each) for each in feed.announcements), default=datetime(2000, 1, 1, tzinfo=UTC))
    _add(root, "updated", _instant(newest))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(_add(root, "author"), "name", _("Professional portal"))
    for each in feed.announcements:
        _entry(root, each, feed)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: ET.Element, each: Announcement, feed: Feed) -> None:
    text = each.text.in_language(feed.language)
    entry = _add(root, "entry")
    if text.is_missing:
        entry.set(_LANG, text.language)
    _add(entry, "id", _identity(each.code).urn)
    _add(entry, "title", text.value)
    _add(entry, "updated", _instant(_changed(each)))
    address = address_of(each) or feed.page
    _add(entry, "link", rel="alternate", href=settings.PORTAL_ORIGIN + address if address.startswith("/") else address)
    _add(entry, "category", term=each.severity)
    if text.is_missing:
        _add(entry, "summary", _("This announcement does not exist in your language."))
    if each.body:
        _add(entry, "content", str(prose(each.body)), type="html")


def _identity(code: str) -> UUID:
    """The same in every feed and language, for ever."""
    try:
        return UUID(code)
    except ValueError:
        return uuid5(NAMESPACE_URL, f"beffroi:announcement:{code}")


def _changed(each: Announcement) -> datetime:
    return each.changed_at or datetime.combine(each.dated_on, time(), BELGIUM)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text or None
    return child
