"""What people type to the operator."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 4_000  # characters
REFERENCE = re.compile(r"B-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}")


def reference_in(text: str) -> str:
    """The reference as we give it out, or empty when it is none of ours."""
    given = text.strip().upper()
    return given if REFERENCE.fullmatch(given) else ""


class ContactForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address for the answer"),
        help_text=_("Without it nobody can answer you."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address. Example: name@organisation.be.")},
    )
    reference = forms.CharField(
        label=_("Reference of the error"),
        help_text=_("As the page showed it, for example B-7K3F-9Q2M."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "bf-short", "autocomplete": "off", "spellcheck": "false"}),
    )
    message = forms.CharField(
        label=_("Your message"),
        help_text=_("What you wanted to do, and what happened. No national number, no password, no security code."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write your message."),
            "max_length": _("Your message has more than 4,000 characters. Shorten it; the rest can follow by mail."),
        },
    )

    def clean_reference(self) -> str:
        given = self.cleaned_data["reference"]
        found = reference_in(given)
        if given and not found:
            raise ValidationError(_("A reference looks like B-7K3F-9Q2M. Leave the field empty if you have none."))
        return found

    def clean_message(self) -> str:
        """A number that identifies a citizen does not go through mail."""
        message: str = self.cleaned_data["message"]
        if holds_national_number(message):
            raise ValidationError(
                _("Your message holds a national number. Take it out: mail is not safe enough for it.")
            )
        return message


_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. -]?\d{2}(?!\d)")


def holds_national_number(text: str) -> bool:
    from beffroi.kernel.niss import Niss

    for found in _ELEVEN_DIGITS.findall(text):
        try:
            Niss.parse(found)
        except ValueError:
            continue
        return True
    return False
