"""What an editor types. One language is enough; readers of the others are told that theirs is missing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.apps.access import public as access
from beffroi.kernel.drafts.kinds import Kind, declare
from beffroi.kernel.localized import LANGUAGES, Localized
from beffroi.portal import queries
from beffroi.portal.announcements.actions import Content
from beffroi.portal.announcements.models import Announcement
from beffroi.portal.announcements.rules import holds_markup
from beffroi.portal.announcements.words import SEVERITIES
from beffroi.portal.tiles import words

DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")
INSTANT_FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M")
LONGEST_WINDOW = timedelta(days=7)
_BAD_DATE = _("Write the date as day/month/year, for example 24/11/2026.")
_BAD_INSTANT = _("Write day and time as 24/11/2026 22:00.")
_TITLES = {
    "fr": _("Title in French"),
    "nl": _("Title in Dutch"),
    "de": _("Title in German"),
    "en": _("Title in English"),
}
_BODIES = {"fr": _("Text in French"), "nl": _("Text in Dutch"), "de": _("Text in German"), "en": _("Text in English")}


def _date(label: Any, *, required: bool = False, help: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _BAD_DATE, "required": _BAD_DATE},
    )


def _instant(label: Any, help: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=help,
        input_formats=INSTANT_FORMATS,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _BAD_INSTANT},
    )


def _title(language: str) -> forms.CharField:
    return forms.CharField(
        label=_TITLES[language], max_length=200, required=False, widget=forms.TextInput(attrs={"lang": language})
    )


def _body(language: str) -> forms.CharField:
    return forms.CharField(
        label=_BODIES[language],
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
    )


class AnnouncementForm(forms.Form):
    title_fr, title_nl, title_de, title_en = (_title(language) for language in LANGUAGES)
    body_fr, body_nl, body_de, body_en = (_body(language) for language in LANGUAGES)
    severity = forms.ChoiceField(label=_("Severity"), choices=list(SEVERITIES.items()))
    place = forms.ChoiceField(label=_("For whom"), required=False, choices=())
    organisations = forms.CharField(
        label=_("Only for these organisations"),
        required=False,
        max_length=4_000,
        help_text=_("Enterprise numbers, one a line. Empty: for all."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    from_on = _date(_("Shown from"), required=True)
    until_on = _date(_("No longer shown from"), help=_("Empty: until it is archived."))
    maintenance_from = _instant(
        _("Maintenance begins"), _("Only when services rest. The sign-in service then shows it too.")
    )
    maintenance_until = _instant(_("Maintenance ends"))
    link = forms.CharField(label=_("Link (https)"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places())  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self._check_texts(given)
        self._check_periods(given)
        return given

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if link:
            URLValidator(schemes=["https"], message=_("Give the whole address, beginning with https://."))(link)
        return link

    def clean_organisations(self) -> tuple[UUID, ...]:
        typed = "".join(
            c if c.isdigit() or c.isspace() or c in ",;" else "" for c in self.cleaned_data["organisations"]
        )
        numbers = set(typed.replace(",", " ").replace(";", " ").split())
        known = access.organisations_numbered(numbers)
        if unknown := sorted(numbers - set(known)):
            raise ValidationError(
                _("No organisation here has the number %(number)s."), params={"number": ", ".join(unknown)}
            )
        return tuple(known[number] for number in sorted(numbers))

    def _check_texts(self, given: dict[str, Any]) -> None:
        for name in [f"{part}_{language}" for part in ("title", "body") for language in LANGUAGES]:
            if holds_markup(given.get(name, "")):
                self.add_error(name, _("HTML is not understood here. Write plain text; a link is [words](https://…)."))
        if not any(given.get(f"title_{language}") for language in LANGUAGES) and not self.errors:
            self.add_error("title_fr", _("Give a title in one language at least."))
        for language in LANGUAGES:
            if given.get(f"body_{language}") and not given.get(f"title_{language}"):
                self.add_error(f"title_{language}", _("This language has a text and no title."))

    def _check_periods(self, given: dict[str, Any]) -> None:
        from_on, until_on = given.get("from_on"), given.get("until_on")
        if from_on and until_on and until_on <= from_on:
            self.add_error("until_on", _("This day must come after the first."))
        begins, ends = given.get("maintenance_from"), given.get("maintenance_until")
        if bool(begins) != bool(ends):
            self.add_error("maintenance_until", _("A maintenance has a beginning and an end."))
        elif begins and not timedelta(0) < ends - begins <= LONGEST_WINDOW:
            self.add_error("maintenance_until", _("It must end after it begins, and within seven days."))

    def content(self) -> Content:
        given = self.cleaned_data
        audience, _slash, sector = given["place"].partition("/")
        return Content(
            title=_localized(given, "title"),
            body=_localized(given, "body"),
            audience="" if sector else audience,
            sector=sector,
            organisation_ids=given["organisations"],
            **{name: given[name] for name in ("severity", "from_on", "until_on", "maintenance_from", "link")},
            maintenance_until=given["maintenance_until"],
        )


def typed_before(announcement: Announcement) -> dict[str, Any]:
    """The form's initial values."""
    texts = {
        f"{part}_{language}": getattr(announcement, part).get(language, "")
        for part in ("title", "body")
        for language in LANGUAGES
    }
    sector = queries.catalogue().sectors.get(announcement.sector)
    place = f"{sector.audience}/{sector.code}" if sector else announcement.audience
    numbers = access.enterprise_numbers(announcement.organisation_ids) if announcement.organisation_ids else []
    same = ("severity", "from_on", "until_on", "maintenance_from", "maintenance_until", "link")
    return {
        **texts,
        **{name: getattr(announcement, name) for name in same},
        "place": place,
        "organisations": "\n".join(numbers),
    }


def places() -> Iterator[tuple[str, str]]:
    """Everybody, each audience, each of its sectors."""
    yield "", str(_("Everybody"))
    for audience in queries.known_catalogue().audiences:
        yield audience.code, words(audience.name)
        for sector in audience.sectors:
            yield f"{audience.code}/{sector.code}", f"{words(audience.name)} – {words(sector.name)}"


def _localized(given: dict[str, Any], part: str) -> Localized:
    texts = {language: given[f"{part}_{language}"].strip() for language in LANGUAGES}
    return Localized({language: text for language, text in texts.items() if text})


def _address(object: str) -> str:
    if object:
        return reverse("portal:announcement_revise", args=[object])
    return reverse("portal:announcement_write")


ANNOUNCEMENT = declare(
    Kind(code="portal.announcement", title=_("Announcement"), form=AnnouncementForm, address=_address)
)
