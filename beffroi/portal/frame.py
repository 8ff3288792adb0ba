"""The portal's header and footer, for its own pages and those of the applications it serves."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext, override

from beffroi.portal import queries
from beffroi.portal.addresses import sign_in_address
from beffroi.portal.help.places import help_for
from beffroi.portal.visits import Visit, visit_of
from beffroi.ui.page import Frame, Idle, Link, Person

_HEADER_PAGES = ("about", "contact")
_FOOTER_PAGES = ("rules-of-use", "reuse", "personal-data", "accessibility")


def frame(request: HttpRequest) -> Frame:
    language, here = get_language() or settings.LANGUAGE_CODE, request.path
    fixed = _fixed(language, queries.known_catalogue().checksum)
    visit = visit_of(request)
    back_to = request.get_full_path() if request.method == "GET" else fixed.home_url
    return Frame(
        home_url=fixed.home_url,
        name=fixed.name,
        trail=fixed.trail,
        audiences=fixed.audiences,
        links=tuple(Link(link.label, link.url, is_current=link.url == here) for link in fixed.links),
        footer=fixed.footer,
        banner=fixed.banner,
        person=_person(visit, language) if visit.is_recognised else None,
        sign_in_url="" if visit.is_recognised else sign_in_address(back_to),
        idle=_idle(back_to) if visit.is_recognised else None,
        search_url=fixed.search_url,
        help=help_for(request),
        contact_url=fixed.contact_url,
    )


@cache
def _fixed(language: str, checksum: str) -> Frame:
    """What is the same for everybody, once per language and version of the catalogue."""
    with override(language):
        catalogue = queries.known_catalogue()
        home = reverse("portal:home")
        ours = next((audience for audience in catalogue.audiences if not audience.elsewhere), None)
        trail = [Link(gettext("Social security"), home)]
        if ours:
            trail.append(Link(gettext("Professional"), reverse("portal:audience", args=[ours.code])))
        return Frame(
            home_url=home,
            name=gettext("Professional portal"),
            trail=tuple(trail),
            audiences=tuple(
                Link(
                    str(audience.name.in_language(language)),
                    reverse("portal:audience", args=[audience.code]),
                    is_current=audience is ours,
                )
                for audience in catalogue.audiences
            ),
            links=(*_pages(_HEADER_PAGES, language), Link(gettext("Help"), reverse("portal:help"))),
            search_url=reverse("portal:search"),
            contact_url=reverse("portal:contact"),
            footer=(
                *_pages(_FOOTER_PAGES, language),
                Link(gettext("Status of the services"), reverse("status:status")),
            ),
            banner=_banner(),
        )


def _pages(codes: tuple[str, ...], language: str) -> tuple[Link, ...]:
    pages = queries.known_catalogue().pages
    return tuple(
        Link(str(pages[code].title.in_language(language)), reverse("portal:page", args=[code]))
        for code in codes
        if code in pages
    )


def _banner() -> tuple[Link, ...]:
    """The acceptance environment's own tools, where they are installed."""
    tools = (("desk:desk", gettext("Desk: phone, mailbox, post box")), ("ui:gallery", gettext("Component gallery")))
    return tuple(Link(label, address) for name, label in tools if (address := _address(name)))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _person(visit: Visit, language: str) -> Person:
    place = visit.workplace
    choose = reverse("portal:organisations")
    several = len(visit.workplaces) > 1
    return Person(
        name=visit.recognised_name,
        sign_out_url=reverse("portal:sign_out"),
        organisation=str(place.name.in_language(language)) if place else "",
        organisations=tuple(
            Link(str(each.name.in_language(language)), choose, is_current=each is place)
            for each in visit.workplaces
            if several
        ),
        menu=(
            Link(gettext("My start page"), reverse("portal:start"), icon="house"),
            Link(gettext("My applications"), reverse("portal:applications"), icon="layout-grid"),
            Link(gettext("My drafts"), reverse("drafts:own"), icon="pen"),
            Link(gettext("Guided tour"), reverse("tour:tour"), icon="circle-help"),
            Link(gettext("Preferences"), reverse("portal:appearance"), icon="settings"),
            Link(gettext("My digital keys"), f"{settings.IDENTITY_ORIGIN}/{language}/keys/", icon="key-round"),
            Link(gettext("My sessions"), f"{settings.IDENTITY_ORIGIN}/{language}/sessions/", icon="monitor"),
        ),
    )


def _idle(back_to: str) -> Idle:
    return Idle(
        minutes=settings.IDLE_MINUTES,
        warning_minutes=settings.IDLE_WARNING_MINUTES,
        stay_url=reverse("portal:stay"),
        ended_url=sign_in_address(back_to),
    )
