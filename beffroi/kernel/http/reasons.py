"""One sentence per reason code, in the reader's language. Applications add theirs with `explain`."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TITLES: dict[int, str | Promise] = {
    400: _("We could not read this request"),
    403: _("You may not do this"),
    404: _("This page does not exist here"),
    405: _("This address does not take that kind of request"),
    409: _("Something changed in the meantime"),
    410: _("This is no longer valid"),
    413: _("What you sent is too large"),
    429: _("Too many tries"),
    500: _("Something went wrong on our side"),
    503: _("A part of the service does not answer"),
}

_SENTENCES: dict[str, str | Promise] = {
    "malformed_request": _("The request is incomplete or malformed. Nothing was changed."),
    "malformed_encoding": _("The request holds characters that are not valid UTF-8 text. Nothing was changed."),
    "repeated_parameter": _("A parameter stands twice where it may stand once. Nothing was changed."),
    "query_too_long": _("The address is too long. Nothing was changed."),
    "body_too_large": _("What you sent is larger than this form takes. Nothing was changed."),
    "form_not_ours": _(
        "The form was too old, or your browser refuses our cookies. Go back, reload the page, try again."
    ),
    "refused": _("Your rights do not cover this. Ask the access manager of your organisation."),
    "not_found": _("The address is mistyped, or the page was moved, or it is not yours to see."),
    "not_allowed": _("Follow a link or send a form of ours instead. Nothing was changed."),
    "not_in_this_state": _("This can no longer be done in the present state. Reload the page to see what changed."),
    "too_many_requests": _("Wait a moment before you try again."),
    "unexpected": _("What you typed before may not have been saved. Try again; if it returns, tell us the reference."),
    "unavailable": _("We are working on it. Try again in a few minutes."),
}


def explain(reasons: Mapping[str, str | Promise]) -> None:
    """Adds an application's reasons; its sentences may hold %(fact)s of the error."""
    _SENTENCES.update(reasons)


def sentence_for(status: int, reason: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """(title, sentence), translated now."""
    title = str(_TITLES.get(status, _TITLES[500]))
    sentence = _SENTENCES.get(reason) or _SENTENCES["unexpected" if status >= 500 else "malformed_request"]
    text = str(sentence)
    return title, text % dict(facts) if "%(" in text else text
