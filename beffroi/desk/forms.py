from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.desk.phone import Scanned, scan

_REASONS = {
    "not_otpauth": _("This is not the address of a QR code for an app: it begins with “otpauth://totp/”."),
    "not_time_based": _(
        "The phone shows six digits every thirty seconds (SHA-1); this address asks for something else."
    ),
    "bad_secret": _("The secret in this address is not 16 to 128 bytes in base32."),
}


class ScanForm(forms.Form):
    """The address that the QR code of an enrolment page holds."""

    address = forms.CharField(
        label=_("Address in the QR code"),
        help_text=_("The enrolment page shows it under the QR code; copy it from there."),
        max_length=1_000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_address(self) -> Scanned:
        try:
            return scan(self.cleaned_data["address"])
        except ValueError as reason:
            raise forms.ValidationError(_REASONS[str(reason)]) from None
