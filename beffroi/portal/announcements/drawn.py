"""Announcements as the component of `ui` shows them, in the reader's language or marked as being in another."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language

from beffroi.portal.catalogue import snapshot
from beffroi.ui.parts import Announcement


def drawn_announcements(announcements: Iterable[snapshot.Announcement]) -> list[Announcement]:
    return [_drawn(each) for each in announcements]


def _drawn(each: snapshot.Announcement) -> Announcement:
    text = each.text.in_language(get_language() or "fr")
    return Announcement(
        published_on=each.dated_on,
        text=text.value,
        severity=each.severity,
        url=address_of(each),
        language=text.language if text.is_missing else "",
    )


def address_of(each: snapshot.Announcement) -> str:
    """What was written here has its page; what the catalogue brings leads where it says, if anywhere."""
    return reverse("portal:announcement", args=[each.code]) if each.changed_at else each.link
