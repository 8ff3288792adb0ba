"""`{% load ui %}`: the components. Each template in `ui/components/` opens with its contract; the gallery shows all."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django import template
from django.core.paginator import Page as Slice
from django.forms import BaseForm, BoundField
from django.template import loader
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.ui import constants
from beffroi.ui.drawing import asset, crumbs, icon, links, page_numbers, script, trail
from beffroi.ui.memory import per_language
from beffroi.ui.page import Link, Words
from beffroi.ui.parts import Announcement, Entry, File, KeyCard, Severity, Step, Subject, Tile, Tone

register = template.Library()
register.tag("constant", constants.constant)
register.tag("translate", constants.translate)
Context = dict[str, Any]
Tag = TypeVar("Tag", bound=Callable[..., Context])

SEVERITY_WORDS = {
    "info": _("Information"),
    "success": _("Done"),
    "warning": _("Please note"),
    "danger": _("Problem"),
}
_SHAPES = {
    "neutral": "minus",
    "info": "clock",
    "success": "check",
    "warning": "triangle-alert",
    "danger": "x",
    "closed": "lock",
}
_LOOKS = {
    "primary": SafeString(""),
    "secondary": SafeString(' data-variant="secondary"'),
    "quiet": SafeString(' data-variant="tertiary"'),
    "danger": SafeString(' data-color="danger"'),
}
_STEPS = {
    "done": (pgettext_lazy("step", "done"), "check"),
    "error": (pgettext_lazy("step", "to correct"), "x"),
    "current": (pgettext_lazy("step", "you are here"), ""),
    "todo": (pgettext_lazy("step", "to do"), ""),
}
_ACCESS = {
    "open": ("success", _("Open to you")),
    "other_key": ("warning", _("Another key needed")),
    "no_right": ("closed", _("Not in your rights")),
    "not_installed": ("neutral", _("Not installed here")),
}


def _component(name: str) -> Callable[[Tag], Tag]:
    decorate: Callable[[Tag], Tag] = register.inclusion_tag(f"ui/components/{name}.html", name=name)
    return decorate


for drawn in (asset, icon, script, links, crumbs, trail):
    register.simple_tag(drawn)


@register.filter
def message_severity(level: str) -> Severity:
    """Django's message level as one of our four."""
    severities: dict[str, Severity] = {"success": "success", "warning": "warning", "error": "danger"}
    return severities.get(level, "info")


@_component("button")
def button(
    label: Words,
    kind: str = "primary",
    icon: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
) -> Context:
    return {
        "label": label,
        "look": _LOOKS[kind],
        "icon": icon,
        "type": type,
        "name": name,
        "value": value,
        "form": form,
    }


@_component("link_button")
def link_button(label: Words, url: str, kind: str = "secondary", icon: str = "") -> Context:
    return {"label": label, "url": url, "look": _LOOKS[kind], "icon": icon}


@register.simple_tag
@per_language(256)
def state_tag(tone: Tone, word: Words) -> str:
    return _rendered("state_tag", tone=tone, word=word, shape=_SHAPES[tone])


@register.simple_tag
@per_language(1024)
def tile(tile: Tile) -> str:
    tone, word = _ACCESS.get(tile.access, ("", ""))
    return _rendered("tile", tile=tile, tone=tone, word=word, shape=_SHAPES.get(tone, ""))


@register.simple_tag
@per_language(128)
def key_card(card: KeyCard) -> str:
    return _rendered("key_card", card=card)


@_component("announcements")
def announcements(announcements: Sequence[Announcement]) -> Context:
    return {"announcements": [(each, SEVERITY_WORDS[each.severity]) for each in announcements]}


@_component("breadcrumb")
def breadcrumb(links: Iterable[Link]) -> Context:
    *trail, here = links
    return {"trail": trail, "here": here}


@_component("steps")
def steps(steps: Sequence[Step]) -> Context:
    current = next((number for number, step in enumerate(steps, 1) if step.state == "current"), len(steps))
    described = [(step, *_STEPS[step.state]) for step in steps]
    return {"steps": described, "current": current, "total": len(steps)}


@_component("summary_list")
def summary_list(entries: Sequence[Entry]) -> Context:
    return {"entries": entries}


@_component("tabs")
def tabs(label: Words, links: Sequence[Link]) -> Context:
    return {"label": label, "links": links}


@_component("menu")
def menu(label: Words, links: Sequence[Link], icon: str = "") -> Context:
    return {"label": label, "links": links, "icon": icon}


@_component("files")
def files(files: Sequence[File]) -> Context:
    return {"files": files}


@_component("person_header")
def person_header(subject: Subject) -> Context:
    return {"subject": subject}


@_component("copy_button")
def copy_button(text: str, label: Words = "") -> Context:
    return {"text": text, "label": label or _("Copy")}


@_component("send_again")
def send_again(label: Words, seconds: int, name: str = "again", value: str = "1") -> Context:
    return {"label": label, "seconds": seconds, "name": name, "value": value}


@_component("code_field")
def code_field(field: BoundField) -> Context:
    return {"field": field}


@_component("error_summary")
def error_summary(form: BaseForm) -> Context:
    return {"form": form}


@_component("draft")
def draft(form: BaseForm) -> Context:
    """`form.draft` was set by `kernel.drafts.keeping.keep`."""
    return {"draft": vars(form)["draft"]}


@_component("search_box")
def search_box(label: Words, value: str = "", name: str = "q", action: str = "", help: Words = "") -> Context:
    return {"label": label, "value": value, "name": name, "action": action, "help": help}


@_component("band")
def band(links: Sequence[Link], sign_in_url: str = "", person: str = "") -> Context:
    return {"links": links, "sign_in_url": sign_in_url, "person": person}


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, slice: Slice[Any], name: str = "page") -> str:
    """Keeps the rest of the query string."""
    span = (slice.start_index(), slice.end_index(), slice.paginator.count)
    if not slice.has_other_pages():
        return _only_page(*span)
    query = context["request"].GET.copy()
    query.pop(name, None)
    start = f"?{query.urlencode()}&{name}=" if query else f"?{name}="
    return _pages(
        *span,
        previous=f"{start}{slice.number - 1}" if slice.has_previous() else "",
        numbers=page_numbers(slice, start),
        next=f"{start}{slice.number + 1}" if slice.has_next() else "",
    )


def _pages(first: int, last: int, total: int, previous: str = "", numbers: str = "", next: str = "") -> str:
    values = {"previous": previous, "numbers": numbers, "next": next}
    return _rendered("pagination", first=first, last=last, total=total, **values)


_only_page = per_language(256)(_pages)


@register.simple_block_tag
def alert(content: str, severity: Severity, title: Words = "") -> str:
    return _rendered("alert", content=content, severity=severity, title=title, word=SEVERITY_WORDS[severity])


@register.simple_block_tag
def empty_state(content: str, title: Words, icon: str = "search") -> str:
    return _rendered("empty_state", content=content, title=title, icon=icon)


@register.simple_block_tag
def filter_form(content: str, label: Words, active: int = 0, action: str = "") -> str:
    return _rendered("filter_form", content=content, label=label, active=active, action=action)


@register.simple_block_tag
def dialog(content: str, id: str, title: Words) -> str:
    return _rendered("dialog", content=content, id=id, title=title)


@register.inclusion_tag("ui/components/htmx.html")
def htmx() -> Context:
    return {}


@register.simple_tag
@per_language(32)
def brand(home_url: str, service: Words) -> str:
    return _rendered("brand", "ui", home_url=home_url, service=service)


@register.simple_tag
@per_language(8)
def reader_language(code: str, word: str) -> str:
    return _rendered("reader_language", "ui", code=code, word=word)


@register.simple_tag
@per_language(32)
def site_menu(audience: Words, audiences: tuple[Link, ...], links: tuple[Link, ...]) -> str:
    return _rendered("site_menu", "ui", audience=audience, audiences=audiences, links=links)


@register.simple_tag
@per_language(32)
def site_search(url: str) -> str:
    return _rendered("site_search", "ui", url=url)


@register.simple_tag
@per_language(32)
def environment(banner: tuple[Link, ...]) -> str:
    return _rendered("environment", "ui", banner=banner)


@register.simple_tag
@per_language(64)
def need_help(help: Link) -> str:
    return _rendered("need_help", "ui", help=help)


@register.simple_tag
@per_language(32)
def footer(owner: Words, links: tuple[Link, ...]) -> str:
    return _rendered("footer", "ui", owner=owner, links=links)


def _rendered(name: str, folder: str = "ui/components", /, **values: Any) -> str:
    return loader.get_template(f"{folder}/{name}.html").render(values)
