"""Reading an address strictly: what is unknown or unreadable is said, never guessed."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from beffroi.kernel import clock
from beffroi.kernel.errors import BadRequest
from beffroi.kernel.localized import LANGUAGES

LARGEST_PAGE = 500
LAST_PAGE = 10_000
LONGEST_SEARCH = 200  # characters


def language_of(request: HttpRequest) -> str:
    """`lang`, else what the reader's program prefers. The rest of the answer, errors too, is in that language."""
    asked = request.GET.get("lang", "")
    if asked and asked not in LANGUAGES:
        raise BadRequest("bad_language")
    language = asked or _preferred(request.headers.get("Accept-Language", ""))
    translation.activate(language)
    return language


def _preferred(accepted: str) -> str:
    """By the header alone: an answer that caches keep must not depend on a cookie."""
    wanted = (tag.partition("-")[0] for tag, _ in parse_accept_lang_header(accepted))
    return next((language for language in wanted if language in LANGUAGES), settings.LANGUAGE_CODE)


def refuse_unknown(request: HttpRequest, *known: str) -> None:
    """A mistyped parameter (`date` for `on`) would answer another question than was asked."""
    if unknown := sorted(set(request.GET) - set(known) - {"lang"}):
        raise BadRequest("bad_parameter", facts={"parameter": unknown[0][:40]})


def day(text: str, *, default: date | None = None) -> date:
    """Raises `BadRequest` unless written year-month-day."""
    if not text:
        return default or clock.today()
    if len(text) != 10:
        raise BadRequest("bad_date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest("bad_date") from None


def words_of(text: str) -> str:
    """What is searched. Raises `BadRequest` rather than search a part of it."""
    if len(text) > LONGEST_SEARCH:
        raise BadRequest("bad_parameter", facts={"parameter": "q"})
    return text


def choice(text: str, name: str) -> bool:
    """`1` or `0`, or nothing for no."""
    if text not in {"", "0", "1"}:
        raise BadRequest("bad_parameter", facts={"parameter": name})
    return text == "1"


def whole_number(request: HttpRequest, name: str, *, default: int, most: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= most):
        raise BadRequest("bad_parameter", facts={"parameter": name})
    return int(text)
