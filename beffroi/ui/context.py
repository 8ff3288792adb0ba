"""The one context processor: `page`, everything the layout reads."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from beffroi.ui.page import Frame, Link, frame_for

COLOR_SCHEMES = ("light", "dark")
_LANGUAGES = dict(settings.LANGUAGES)


class Page:
    """`page` in every template; each part is worked out when first read.

    `page.language` "fr" · `page.languages` the other three as `Link`s to this same page · `page.environment`
    "acceptance" | "production" · `page.service` "portal" | "identity" · `page.color_scheme` "auto" | "light" | "dark"
    · `page.density` "roomy" | "compact"
    · `page.frame` the service's `Frame` (`beffroi.ui.page`) · `page.path` where the reader is, with its query.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.environment: str = settings.ENVIRONMENT
        self.service: str = settings.SERVICE if settings.SERVICE in {"portal", "identity"} else "portal"

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def path(self) -> str:
        return self.request.get_full_path()

    @cached_property
    def languages(self) -> tuple[Link, ...]:
        return tuple(
            Link(name, address_in(self.path, code), language=code)
            for code, name in _LANGUAGES.items()
            if code != self.language
        )

    @cached_property
    def language_name(self) -> str:
        return _LANGUAGES[self.language]

    @cached_property
    def color_scheme(self) -> str:
        chosen = self.request.COOKIES.get("beffroi_color_scheme", "")
        return chosen if chosen in COLOR_SCHEMES else "auto"

    @cached_property
    def density(self) -> str:
        return "compact" if self.request.COOKIES.get("beffroi_density") == "compact" else "roomy"

    @cached_property
    def frame(self) -> Frame:
        return frame_for(self.service, self.request)


def page(request: HttpRequest) -> dict[str, Page]:
    return {"page": Page(request)}


def address_in(path: str, language: str) -> str:
    """The same page in another language. Paths are not translated, so only their first part changes: this gives what
    Django's `translate_url` gives, without resolving and reversing three addresses a page. A page without a language
    (an error outside the language prefix) leads to the home page.
    """
    bare, question, query = path.partition("?")
    first, slash, rest = bare.removeprefix("/").partition("/")
    if first not in _LANGUAGES:
        return f"/{language}/"
    return f"/{language}{slash or '/'}{rest}{question}{query}"
