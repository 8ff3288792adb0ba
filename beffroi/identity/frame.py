"""The lighter header and footer of the sign-in service."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from beffroi.identity import policies
from beffroi.identity.maintenance import notices
from beffroi.ui.page import Frame, Idle, Link, Person


def frame(request: HttpRequest) -> Frame:
    """The footer's pages and the help are the portal's."""
    portal = f"{settings.PORTAL_ORIGIN}/{get_language()}"
    session = getattr(request, "sso", None)
    return Frame(
        home_url=reverse("identity:home"),
        name=_("Sign-in service"),
        links=(Link(_("Portal"), f"{portal}/"), Link(_("Help"), f"{portal}/help/")),
        footer=(
            Link(_("Rules for users"), f"{portal}/pages/rules-of-use/"),
            Link(_("Conditions of reuse"), f"{portal}/pages/reuse/"),
            Link(_("Personal data"), f"{portal}/pages/personal-data/"),
            Link(_("Accessibility"), f"{portal}/pages/accessibility/"),
        ),
        banner=(Link(_("Desk: phone, mailbox, post box"), f"{portal}/desk/"),) if settings.IS_ACCEPTANCE else (),
        contact_url=f"{portal}/help/contact/",
        person=_person(session.person.name) if session else None,
        idle=_idle(session.level) if session else None,
        notices=notices(get_language() or "fr"),
    )


def _person(name: str) -> Person:
    return Person(
        name=name,
        sign_out_url=reverse("provider:logout"),
        menu=(
            Link(_("My keys"), reverse("identity:keys"), "key-round"),
            Link(_("My sessions"), reverse("identity:sessions"), "monitor"),
        ),
    )


def _idle(level: int) -> Idle:
    return Idle(
        minutes=int(policies.SESSION_LIFETIMES[level][0].total_seconds() // 60),
        warning_minutes=settings.IDLE_WARNING_MINUTES,
        stay_url=reverse("identity:stay"),
        ended_url=reverse("identity:home"),
    )
