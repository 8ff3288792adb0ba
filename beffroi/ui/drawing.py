"""The smallest pieces of every page, drawn in Python: a page has some fifty of them, and a template each would cost more."""

import functools
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.template import loader
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from beffroi.ui.memory import per_language
from beffroi.ui.page import Link


@functools.cache
def _url(name: str) -> str:
    """Static addresses do not change while a process runs; asking Django's storage each time costs more than a tag."""
    return static(f"ui/{name}")


def asset(name: str) -> str:
    """The address of a file of `static/ui/`."""
    return _url(name)


@functools.lru_cache(maxsize=512)
def icon(name: str) -> SafeString:
    """Always beside a word, so hidden from screen readers."""
    return format_html(
        '<svg class="bf-icon" aria-hidden="true"><use href="{}#{}"></use></svg>', _url("sprite.svg"), name
    )


@functools.cache
def script(name: str) -> SafeString:
    """One of `ui/js/`; named twice on a page, a browser still loads and runs it once."""
    return format_html('<script type="module" src="{}"></script>', _url(f"js/{name}.js"))


def links(links: Iterable[Link]) -> SafeString:
    """`<li><a>` for each, to stand in a list. Python, not a template: a page has some twenty of them."""
    return _links(tuple(links))


@per_language(512)
def _links(links: tuple[Link, ...]) -> SafeString:
    return SafeString("".join(map(_link, links)))


def _link(link: Link) -> str:
    language = escape(link.language)
    attributes = f' lang="{language}" hreflang="{language}"' if language else ""
    if link.is_current:
        attributes += ' aria-current="page"'
    drawing = icon(link.icon) if link.icon else ""
    return f'<li><a href="{escape(link.url)}"{attributes}>{drawing}{escape(link.label)}</a></li>'


def crumbs(links: Iterable[Link]) -> SafeString:
    """A breadcrumb's `<li>`; the last link is the page one is on."""
    *trail, here = links
    above = "".join(f'<li><a href="{escape(link.url)}">{escape(link.label)}</a></li>' for link in trail)
    return SafeString(f'{above}<li aria-current="page">{escape(here.label)}</li>')


_SLOT = "\ue000"  # no letter of any language: where the page's own part goes


def trail(above: tuple[Link, ...], page: Iterable[Link]) -> SafeString:
    """The breadcrumb: the service's own links, drawn once a language, and the page's behind them."""
    before, after = _trail(above)
    return SafeString(f"{before}{crumbs(page)}{after}")


@per_language(32)
def _trail(above: tuple[Link, ...]) -> tuple[str, str]:
    drawn = loader.get_template("ui/breadcrumb.html").render({"trail": above, "here": _SLOT})
    before, _, after = drawn.partition(_SLOT)
    return before, after


def page_numbers(slice: Page[Any], start: str) -> SafeString:
    """`<li>` for each page number shown; `start`: the address of a page, but for its number."""
    paginator, word, start = slice.paginator, escape(gettext("Page")), escape(start)
    items = []
    for number in paginator.get_elided_page_range(slice.number, on_each_side=1, on_ends=1):
        if not isinstance(number, int):  # the gap
            shown = f"<span>{number}</span>"
        elif number == slice.number:
            shown = f'<span aria-current="page"><span class="ds-sr-only">{word}</span>{number}</span>'
        else:
            shown = f'<a href="{start}{number}"><span class="ds-sr-only">{word}</span>{number}</a>'
        items.append(f'<li class="bf-pages__number">{shown}</li>')
    return SafeString("".join(items))
