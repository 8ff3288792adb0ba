"""What the gallery shows: each component with its contract (the comment on top of its template) and a sample of each state."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.drafts.keeping import Keeping
from beffroi.ui.page import Link
from beffroi.ui.parts import Announcement, Entry, File, KeyCard, Step, Subject, Tile

_COMPONENTS = Path(__file__).resolve().parent / "templates" / "ui" / "components"
STATUSES = {
    400: "malformed_request",
    403: "refused",
    404: "not_found",
    405: "malformed_request",
    409: "not_in_this_state",
    410: "not_in_this_state",
    413: "body_too_large",
    429: "too_many_requests",
    500: "unexpected",
    503: "unavailable",
}


def contract(name: str) -> str:
    """The comment on top of a component's template; empty when it has none (a test forbids that)."""
    source = (_COMPONENTS / f"{name}.html").read_text(encoding="utf-8")
    found = re.search(r"\{% comment %\}\n(.*?)\n\{% endcomment %\}", source, flags=re.S)
    return found[1] if found else ""


def component_names() -> list[str]:
    return sorted(path.stem for path in _COMPONENTS.glob("*.html"))


class SampleForm(forms.Form):
    name = forms.CharField(
        label=_("User name"),
        help_text=_("The name you chose when you registered."),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    born = forms.DateField(
        label=_("Date of birth"), required=False, widget=forms.DateInput(attrs={"class": "bf-short"})
    )
    language = forms.ChoiceField(
        label=_("Language of the letters"), choices=[("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch")]
    )
    channel = forms.ChoiceField(
        label=_("How you receive the code"),
        choices=[("mail", _("By e-mail")), ("app", _("In the mobile app")), ("card", _("From the token card"))],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=_("I have read the rules of use"))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Security code"),
        help_text=_("We sent eight figures to a…s@cpas.example. They are good for five minutes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "12"}),
    )


class FilterSample(forms.Form):
    hides_optional = True
    label = forms.CharField(label=_("Name"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), ("open", _("Open to you"))])


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    since: date
    inhabitants: int
    tone: str
    state: Any


def gallery(page: str) -> dict[str, Any]:
    """The context of `ui/gallery.html`. `page` moves the pagination sample."""
    wrong = SampleForm({"name": "", "language": "fr", "born": "31/31/2026"})
    return {
        "contracts": {name: contract(name) for name in component_names()},
        "breadcrumb": [Link(_("Component gallery"), "")],
        "form": wrong,
        "clean_form": SampleForm(prefix="clean"),
        "code_form": CodeForm(),
        "draft_form": _drafted(),
        "filter": FilterSample(),
        "tiles": _tiles(),
        "keys": _keys(),
        "announcements": _announcements(),
        "steps": _steps(),
        "entries": _entries(),
        "links": [
            Link(_("Calendar"), "#", "calendar-days"),
            Link("e-Box", "#", "mail"),
            Link(_("Register"), "#", "user-plus"),
        ],
        "tabs": [Link(_("Summary"), "#", is_current=True), Link(_("Documents"), "#"), Link(_("History"), "#")],
        "files": [File("nis-municipalities", "#", "CSV", "84 kB"), File("nis-municipalities", "#", "JSON", "212 kB")],
        "subject": Subject(
            "Amandine Lefèvre", "85.07.30-033.28", (_("41 years"), "Namur"), _("Review of the living wage")
        ),
        "slice": Paginator(range(1, 493), 25).get_page(page),
        "rows": _rows(),
        "statuses": STATUSES,
    }


def _drafted() -> forms.Form:
    """A form resumed, with everything there may be to say about it; it keeps nothing here."""
    form = FilterSample(prefix="draft", initial={"label": "Lievens"})
    at = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
    vars(form)["draft"] = Keeping(
        "gallery.sample",
        "",
        1,
        "",
        at,
        at + timedelta(days=30),
        is_resumed=True,
        is_outdated=True,
        others=1,
        has_files=True,
    )
    return form


def _tiles() -> list[Tile]:
    words = _("Consult the code list of social security.")
    ask = Link(_("Ask for access"), "#")
    return [
        Tile(_("Code list"), words, "open", "#", "list-checks"),
        Tile("IRIS", _("Consult the security logs; for security advisors."), "other_key", icon="scan-line",
             detail=_("With your eID card and a card reader."), action=Link(_("Change key"), "#")),
        Tile("Prima-Web", _("Submit, change or consult a file at the PPS Social Integration."), "no_right", icon="folder-open",
             detail=_("You lack the role “case worker”. Luc Janssens, access manager, grants it."), action=ask),
        Tile("My Handicap", _("Submit applications and consult files of persons with a disability."), "not_installed", icon="file-text"),
        Tile("e-Box", _("The secured mailbox of your organisation."), "signed_out", "#", "mail"),
    ]  # fmt: skip


def _keys() -> list[KeyCard]:
    substantial, low = _("Level: substantial"), _("Level: low")
    too_low = _("This service asks a stronger key.")
    return [
        KeyCard(
            _("Security code by mobile app"),
            _("Your user name, your password and your phone"),
            substantial,
            "#",
            "smartphone",
        ),
        KeyCard(
            _("Security code on the token card"),
            _("Your user name, your password and your card"),
            substantial,
            "#",
            "table-2",
        ),
        KeyCard(
            _("Security code by e-mail"), _("Your user name, your password and your mailbox"), low, "#", "mail", too_low
        ),
    ]


def _announcements() -> list[Announcement]:
    return [
        Announcement(
            date(2020, 4, 3), _("Consult the page on the coronavirus on the website of the PPS."), "warning", "#"
        ),
        Announcement(date(2019, 12, 8), _("New version of the authentication service."), "info"),
    ]


def _steps() -> list[Step]:
    return [
        Step(_("Who you are"), "done", "#"),
        Step(_("Your e-mail address"), "error", "#"),
        Step(_("Your keys"), "current"),
        Step(_("Check and confirm"), "todo"),
    ]


def _entries() -> list[Entry]:
    return [
        Entry(_("E-mail address"), "a.lefevre@cpas-namur.example", Link(_("Change"), "#")),
        Entry(_("Last sign-in"), "24/11/2026 14:05"),
    ]


def _rows() -> list[Row]:
    valid, closed = _("Valid"), _("Closed")
    return [
        Row("44084", "Aalter", date(2019, 1, 1), 29_421, "success", valid),
        Row("44001", "Aalter", date(1977, 1, 1), 20_504, "closed", closed),
        Row("92094", "Namur", date(1977, 1, 1), 114_007, "success", valid),
    ]
