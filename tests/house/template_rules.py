"""Rules of the house for templates: every visible word translated, nothing inline, a contract on each component."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.guards.pages import Reader
from tests.house.source import Rule, Source

_COMMENTS = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)
_TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}", re.DOTALL)
_ONE_WORD_BLOCK = re.compile(r"\{%\s*block\s+\w+\s*%\}\s*[a-z_-]+\s*\{%\s*endblock[^%]*%\}")
_ELEMENT_BY_NAME = re.compile(r"(</?)\{\{.*?\}\}")
_STRUCTURE = (
    "if|elif|else|endif|for|endfor|empty|with|endwith|block|endblock|load|include|extends|csrf_token|spaceless|endspaceless"
    "|language|endlanguage|get_current_language|cache|endcache|partialdef|endpartialdef"
)
_TAGS = re.compile(rf"\{{%-?\s*(?:{_STRUCTURE})\b.*?%\}}", re.DOTALL)
_VALUES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"/[\w./{}-]*")
_NOT_LANGUAGE = {"code", "pre", "kbd", "samp", "script", "style"}
_SPOKEN = {"title", "alt", "aria-label", "aria-description", "placeholder", "summary"}
_NAMES = re.compile(
    r"\b(?:Beffroi|Français|Nederlands|Deutsch|English|CSV|JSON|XLSX|PDF|API|OpenAPI|NISS|RSS|SKOS|Turtle|genericode)\b"
)


def _blanked(text: str) -> str:
    """The template without its language: a value is a dot, the rest nothing; line numbers stay."""
    text = _ELEMENT_BY_NAME.sub(r"\1div", text)
    for pattern, instead in (
        (_COMMENTS, ""),
        (_TRANSLATED, "•"),
        (_ONE_WORD_BLOCK, ""),
        (_TAGS, ""),
        (_VALUES, "•"),
    ):
        text = pattern.sub(lambda found, instead=instead: instead + "\n" * found[0].count("\n"), text)  # type: ignore[misc]  # a default binds the loop's value
    return text


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _NOT_LANGUAGE or given.get("translate") == "no" or (self.silent and tag == self.silent[-1]):
            self.silent.append(tag)
        for name, value in given.items():
            is_button = tag == "input" and name == "value" and given.get("type") in {"submit", "button"}
            if value and (name in _SPOKEN or is_button):
                self._note(value)

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._note(data)

    def _note(self, text: str) -> None:
        if not _ADDRESS.fullmatch(text.strip()) and _WORD.search(_NAMES.sub("", text)):
            self.found.append((self.getpos()[0], " ".join(text.split())[:60]))


def _untranslated(source: Source) -> Iterator[str]:
    if not source.path.endswith(".html"):
        return
    reader = _Texts()
    reader.feed(_blanked(source.text))
    reader.close()
    yield from (f"line {line}: “{text}” is not translated" for line, text in reader.found)


_LITERAL_IN_FILTER = re.compile(
    r"""\|(?:default|default_if_none|yesno|pluralize):\s*(["'])([^"']*[^\W\d_]{2,}[^"']*)\1"""
)
_LITERAL_ARGUMENT = re.compile(r"""\{%\s*(?:include|component)\b[^%]*?\b(\w+)=(["'])((?:[A-Z]|[^"']* )[^"']*)\2""")
_CODES = re.compile(r"(?:class|classes|url|href|template|autocomplete|pattern|attributes)$")


def _untranslated_arguments(source: Source) -> Iterator[str]:
    text = _COMMENTS.sub("", source.text)
    for found in _LITERAL_IN_FILTER.finditer(text):
        if " " in found[2] or found[2][0].isupper():
            yield f"“{found[2]}” is not translated"
    for found in _LITERAL_ARGUMENT.finditer(text):
        if not _CODES.search(found[1]) and _WORD.search(found[3]):
            yield f"{found[1]}=“{found[3]}” is not translated"


def _inline(source: Source) -> Iterator[str]:
    reader = Reader()
    reader.feed(_blanked(source.text))
    yield from (fault for fault in reader.faults if fault.startswith(("inline", "script")))


_UNSAFE = re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off")
_MAY_BE_UNSAFE: dict[str, str] = {}


def _unescaped(source: Source) -> Iterator[str]:
    if source.path not in _MAY_BE_UNSAFE and source.path.endswith(".html"):
        yield from (f"{found[0]} bypasses escaping" for found in _UNSAFE.finditer(_COMMENTS.sub("", source.text)))


_OPENING = re.compile(r"\s*(?:\{%\s*(?:load|get_current_language)\b[^%]*%\}\s*)*(?:\{#|\{%\s*comment\b)")
_EXTENDS = re.compile(r"\s*(?:\{#.*?#\}\s*|\{%\s*comment\b.*?endcomment\s*%\}\s*)?\{%\s*extends\b", re.DOTALL)


def _without_contract(source: Source) -> Iterator[str]:
    """A page extends the house's layout; every other template says on top what it is given."""
    is_page = source.path.endswith(".html")
    if is_page and not _EXTENDS.match(source.text) and not _OPENING.match(source.text):
        yield "neither extends a layout nor opens with the comment of its contract"


def _form_without_token(source: Source) -> Iterator[str]:
    for form in re.findall(r"<form\b.*?</form>", source.text, re.DOTALL | re.IGNORECASE):
        opening = form.split(">", 1)[0].lower()
        if 'method="post"' in opening and "{% csrf_token %}" not in form and 'action="http' not in opening:
            yield "a POST form without {% csrf_token %}"


_T = "beffroi/ui/templates/ui/a.html"
RULES = (
    Rule(
        "translated texts",
        _untranslated,
        (_T, "<p>Hello {{ name }}</p>"),
        (_T, '<p lang="{{ x }}">{% translate "Hello" %} {{ name }} 24/11</p><code>ls</code>'),
    ),
    Rule(
        "translated attributes",
        _untranslated,
        (_T, '<nav aria-label="Languages"></nav>'),
        (_T, '<nav aria-label="{% translate "Languages" %}" class="menu"></nav>'),
    ),
    Rule(
        "translated arguments",
        _untranslated_arguments,
        (_T, '{% include "ui/a.html" with title="Your keys" %}'),
        (_T, '{% include "ui/a.html" with title=heading kind="warning" %}{{ x|default:"-" }}'),
    ),
    Rule("nothing inline", _inline, (_T, '<p style="color: {{ x }}">'), (_T, '<p class="bf-{{ x }}">')),
    Rule("escaped output", _unescaped, (_T, "{{ text|safe }}"), (_T, "{{ text }}")),
    Rule(
        "a layout or a contract",
        _without_contract,
        (_T, "<p></p>"),
        (_T, "{# An alert. Given: kind, text. #}\n<p></p>"),
    ),
    Rule(
        "forms with their token",
        _form_without_token,
        (_T, '<form method="post"></form>'),
        (_T, '<form method="post">{% csrf_token %}</form><form method="get"></form>'),
    ),
)
