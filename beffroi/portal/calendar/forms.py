"""What a reader asks of the calendar, and what an organisation says of its days."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.kernel import clock
from beffroi.kernel.localized import LANGUAGES, Localized
from beffroi.portal.calendar.queries import KINDS
from beffroi.portal.calendar.words import KIND_WORDS, VIEW_WORDS

DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
_BAD_DATE = _("Write the date as day/month/year, for example 24/11/2026.")


class ViewForm(forms.Form):
    """Always usable: what cannot be read is said, and today's list of everything is shown."""

    hides_optional = True
    on = forms.DateField(
        label=_("Around"),
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _BAD_DATE},
    )
    kind = forms.MultipleChoiceField(
        label=_("Show"),
        required=False,
        choices=list(KIND_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    view = forms.ChoiceField(required=False, choices=list(VIEW_WORDS.items()), widget=forms.HiddenInput)

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on is not None and not FIRST <= on <= LAST:
            raise forms.ValidationError(_("This calendar goes from 2000 to 2099."))
        return on

    def given(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def day(self) -> date:
        found: date = self.given("on") or clock.today()
        return found

    @property
    def shape(self) -> str:
        return self.given("view") or "list"

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.given("kind") or ()) or KINDS


class DayForm(forms.Form):
    on = forms.DateField(
        label=_("Day"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _BAD_DATE, "required": _BAD_DATE},
    )
    name = forms.CharField(
        label=_("What it is"), max_length=120, error_messages={"required": _("Say what this day is.")}
    )
    is_closed = forms.BooleanField(label=_("Our offices are closed"), required=False)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not FIRST <= on <= LAST:
            raise forms.ValidationError(_("This calendar goes from 2000 to 2099."))
        return on

    def localized(self, language: str) -> Localized:
        """In the language it was typed in; colleagues of another one see it marked as such."""
        return Localized({language if language in LANGUAGES else "fr": self.cleaned_data["name"]})
