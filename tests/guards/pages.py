"""Every page a test receives: nothing inline, no form without its token, no template language, no double id."""

import re
from html.parser import HTMLParser
from typing import Any

from tests.guards.complaints import complain

_QUOTED = {"code", "pre", "textarea", "template"}  # where a page may show the template language itself
_VOID = {"input", "br", "hr", "img", "meta", "link", "source", "col", "wbr", "area", "embed", "track"}
_TEMPLATE_LANGUAGE = re.compile(r"\{\{|\{%|\{#")


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.open: list[str] = []
        self.form: dict[str, Any] | None = None
        self.is_document = False
        self.has_language = self.has_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _VOID:
            self.open.append(tag)
        self._look_for_inline(tag, given)
        self._look_at_id(given.get("id"))
        self._look_at_form(tag, given)
        if tag == "html":
            self.is_document, self.has_language = True, bool(given.get("lang"))
        if tag == "img" and "alt" not in given:
            self.faults.append(f"an image without alt: {given.get('src')}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form is not None:
            if self.form["posts"] and not self.form["token"]:
                self.faults.append(f"a POST form without its token: {self.form['action']}")
            self.form = None
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and data.strip():
            self.has_title = True
        if _QUOTED & set(self.open):
            return
        if _TEMPLATE_LANGUAGE.search(data):
            self.faults.append(f"template language in the page: {data.strip()[:80]}")
        if data.strip() == "None":
            self.faults.append(f"“None” shown in <{self.open[-1] if self.open else ''}>")

    def _look_for_inline(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.faults.append(f"inline <{tag}>")
        for name, value in given.items():
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                self.faults.append(f"inline {name}= on <{tag}>")
            if (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"script in {name} of <{tag}>")

    def _look_at_id(self, id: str | None) -> None:
        if id is None:
            return
        if id in self.ids:
            self.faults.append(f"id “{id}” stands twice")
        self.ids.add(id)

    def _look_at_form(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "form":
            action = given.get("action") or ""
            leaves = action.startswith(("http:", "https:", "//"))
            posts = (given.get("method") or "").lower() == "post" and not leaves
            self.form = {"posts": posts, "token": False, "action": action}
        elif tag == "input" and self.form is not None and given.get("name") == "csrfmiddlewaretoken":
            self.form["token"] = bool(given.get("value"))


def faults(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    if reader.is_document and not reader.has_language:
        reader.faults.append("<html> without lang")
    if reader.is_document and not reader.has_title:
        reader.faults.append("a page without a title")
    return reader.faults


def inspect(response: Any) -> None:
    """Complains about an HTML answer; other kinds and downloads pass."""
    if getattr(response, "streaming", False) or not response.get("Content-Type", "").startswith("text/html"):
        return
    page = f"{response.wsgi_request.method} {response.wsgi_request.path}"
    for fault in faults(response.content.decode(errors="replace")):
        complain(f"{page}: {fault}")
    actor = getattr(response.wsgi_request, "actor", None)
    if actor is not None and actor.is_signed_in and "no-store" not in response.get("Cache-Control", ""):
        complain(f"{page}: a page of a signed-in person may be kept by a cache (Cache-Control: no-store is missing)")
