"""What can be found: each kind of text says what its documents are and where they lead.

A part of the portal adds its own in `AppConfig.ready`: `register(Source("calendar", _("Calendar"), …))`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from beffroi.kernel import clock
from beffroi.kernel.localized import LANGUAGES, Localized
from beffroi.portal import queries
from beffroi.portal.calendar.deadlines import deadlines
from beffroi.portal.help.topics import topics
from beffroi.portal.rules.holidays import legal_holidays
from beffroi.portal.rules.prose import blocks
from beffroi.portal.words import HOLIDAYS


@dataclass(frozen=True, slots=True)
class Text:
    """Something everybody may read. `body`: plain text or prose. Shown from `from_on` until `until_on` (exclusive)."""

    code: str
    title: Localized
    body: Localized
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """`address(code)`: the page, in the reader's language."""

    kind: str
    heading: Promise
    icon: str
    texts: Callable[[], Iterable[Text]]
    address: Callable[[str], str]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Groups of results stand in the order of registration; a kind registered again takes its place."""
    _sources[source.kind] = source


def sources() -> tuple[Source, ...]:
    return tuple(_sources.values())


def source_of(kind: str) -> Source | None:
    return _sources.get(kind)


def register_own() -> None:
    register(Source("application", _("Applications"), "layout-grid", _applications, _page("application")))
    register(Source("help", _("Help"), "circle-help", _help, _page("help_topic")))
    register(Source("announcement", _("Announcements"), "bell", _announcements, _announcement_address))
    register(Source("calendar", _("Calendar"), "calendar-days", _calendar, _calendar_address))
    register(Source("page", _("About the portal"), "info", _pages, _page("page")))


def _page(name: str) -> Callable[[str], str]:
    return lambda code: reverse(f"portal:{name}", args=[code])


def _applications() -> Iterator[Text]:
    for each in queries.catalogue().applications.values():
        yield Text(each.code, each.name, each.description)


def _help() -> Iterator[Text]:
    for topic in topics().values():
        yield Text(topic.code, topic.title, _bare(topic.body))


def _pages() -> Iterator[Text]:
    for page in queries.catalogue().pages.values():
        parts = [page.lead, *(text for section in page.sections for text in (section.heading, section.body))]
        body = Localized({language: "\n\n".join(part.get(language, "") for part in parts) for language in LANGUAGES})
        yield Text(page.code, page.title, _bare(body))


def _announcements() -> Iterator[Text]:
    """Those for everybody; those of an organisation are not put into a table that all read."""
    for each in queries.catalogue().announcements:
        if not each.organisations:
            yield Text(each.code, each.text, _bare(each.body), each.from_on, each.until_on)


def _announcement_address(code: str) -> str:
    """Its own page; what the catalogue brings stands on its sector's page, else among all."""
    catalogue = queries.known_catalogue()
    found = next((each for each in catalogue.announcements if each.code == code), None)
    if found is not None and found.changed_at:
        return reverse("portal:announcement", args=[code])
    sector = catalogue.sectors.get(found.sector) if found else None
    return reverse("portal:sector", args=[sector.audience, sector.code]) if sector else reverse("portal:announcements")


def _calendar() -> Iterator[Text]:
    """The calendar page, found by the names of the legal holidays of this year and the next, and each legal deadline."""
    year = clock.today().year
    days = [(day, code) for each in (year, year + 1) for day, code in legal_holidays(each)]
    title, body = Localized(), Localized()
    for language in LANGUAGES:
        with override(language):
            title[language] = gettext("Calendar: legal holidays")
            body[language] = ", ".join(f"{HOLIDAYS[code]} {day:%d/%m/%Y}" for day, code in days)
    yield Text("holidays", title, body)
    yield from (Text(each.code, each.title, each.text) for each in deadlines())


def _calendar_address(code: str) -> str:
    return reverse("portal:calendar")


def _bare(text: Localized) -> Localized:
    """The words of a prose text, without its marks."""
    return Localized(
        {
            language: " ".join(span.text for block in blocks(prose) for line in block.lines for span in line).replace(
                "{idle_minutes}", str(settings.IDLE_MINUTES)
            )
            for language, prose in text.items()
        }
    )
