"""What the layout shows around a page, and where it comes from. `ui` knows nobody: each service declares its own frame.

In the service's `AppConfig.ready`:

    from beffroi.ui.page import provide_frame
    provide_frame("portal", frame)            # frame(request) -> Frame, called at most once a request, when first read
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Link:
    """`language` is set when the target is in another language than the page (`lang` and `hreflang`)."""

    label: Words
    url: str
    icon: str = ""
    is_current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, as the header shows it. `sign_out_url` takes a POST. `organisation`: empty for none.

    `organisations` are links to work for another one; `menu` what the person can do about himself.
    """

    name: str
    sign_out_url: str
    organisation: Words = ""
    organisations: tuple[Link, ...] = ()
    menu: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Idle:
    """The warning before a session ends. `stay_url` takes a POST by fetch and answers 2xx while the session lives."""

    minutes: int
    warning_minutes: int
    stay_url: str
    ended_url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What every page of a service says first. `severity`: of `ui.parts`; `language` when `text` is in another one."""

    severity: str
    title: Words
    text: Words
    language: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One service's header and footer. `name` stands beside the wordmark; `trail` opens each breadcrumb.

    `banner` links stand in the environment banner (the desk). `sign_in_url`: empty when signed in or without sign-in.
    `search_url` takes `?q=` from the header's box; empty for none.
    `help` answers the questions of this very page; `contact_url` takes `?reference=` of an error.
    """

    home_url: str = "/"
    name: Words = ""
    trail: tuple[Link, ...] = ()
    audiences: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    banner: tuple[Link, ...] = ()
    owner: Words = ""
    person: Person | None = None
    sign_in_url: str = ""
    idle: Idle | None = None
    search_url: str = ""
    help: Link | None = None
    contact_url: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def audience(self) -> Words:
        """The one the reader is in."""
        return next((link.label for link in self.audiences if link.is_current), "")


_frames: dict[str, Callable[[HttpRequest], Frame]] = {}


def provide_frame(service: str, frame: Callable[[HttpRequest], Frame]) -> None:
    _frames[service] = frame


def frame_for(service: str, request: HttpRequest) -> Frame:
    provider = _frames.get(service)
    return provider(request) if provider else Frame()
