"""What a person types to sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.identity import policies
from beffroi.identity.rules import typed_code


class PasswordForm(forms.Form):
    """`autocomplete` values let password managers work (PW-06)."""

    user_name = forms.CharField(
        label=_("User name"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=policies.PASSWORD_LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """`length` characters of one alphabet; what stands between them does not count."""

    code = forms.CharField(label=_("Security code"), max_length=40)

    def __init__(self, *args: object, length: int, digits: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed through
        self.length = length
        self.fields["code"].widget = forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric" if digits else "text",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
                "maxlength": "40",
            }
        )

    def clean_code(self) -> str:
        code = typed_code(self.cleaned_data["code"])
        if len(code) != self.length:
            raise forms.ValidationError(_("The code has %(length)s characters."), params={"length": self.length})
        return code


class NewPasswordForm(forms.Form):
    """The old password proves who types; the new one is checked by `keys.password.weakness` (PW-08)."""

    old = forms.CharField(
        label=_("Present password"),
        max_length=policies.PASSWORD_LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=policies.PASSWORD_LONGEST,
        strip=False,
        help_text=_(
            "At least 12 characters. A few words that nobody would put together are good; no rule about signs."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": policies.PASSWORD_SHORTEST}),
    )
