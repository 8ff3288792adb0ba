"""What people type about code lists. A mistake in a search is said beside the field; the search goes on without it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.apps.code_lists.models import ListVersion
from beffroi.apps.code_lists.queries.search import PAGE_SIZE, Question
from beffroi.apps.code_lists.rules.messages import LONGEST
from beffroi.kernel import clock
from beffroi.kernel.drafts.kinds import Kind, declare

LARGEST_TABLE = 5 * 1024 * 1024  # bytes
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


class SearchForm:
    """The words, the day, and how to order what is found; always usable through `question`.

    Reads only what was given, with Django's fields: a whole form copies its eight fields for each search, and the
    template draws its own.
    """

    fields: ClassVar[Mapping[str, forms.Field]] = {
        "q": forms.CharField(max_length=200, strip=True),
        "on": forms.DateField(
            input_formats=DATE_FORMATS,
            error_messages={"invalid": _("Write the date as day/month/year, for example 24/11/2026. Today is shown.")},
        ),
        "closed": forms.BooleanField(required=False),
        "sort": forms.ChoiceField(choices=[(key, key) for key in ("list", "code", "label", "valid_from")]),
        "owner": forms.SlugField(max_length=20),
        "parent": forms.CharField(max_length=200),
        "version": forms.CharField(max_length=40),
        "page": forms.IntegerField(min_value=1, max_value=10_000),
    }

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.errors: dict[str, list[str]] = {}
        self.cleaned_data: dict[str, Any] = {}
        for name, field in self.fields.items():
            if given := data.get(name):
                try:
                    self.cleaned_data[name] = field.clean(given)
                except forms.ValidationError as error:
                    if str(given).strip():
                        self.errors[name] = error.messages

    def given(self, name: str) -> Any:
        """The field's value where it could be read, else nothing."""
        return self.cleaned_data.get(name)

    def question(self, *, version: ListVersion | None = None, language: str) -> Question:
        return Question(
            on=self.given("on") or clock.today(),
            text=self.given("q") or "",
            version_id=version.pk if version else None,
            owner=self.given("owner") or "",
            parent=self.given("parent") or None,
            with_closed=bool(self.given("closed")),
            order=self.given("sort") or "relevance",
            language=language,
            page=self.given("page") or 1,
            page_size=PAGE_SIZE,
        )


class MessageForm(forms.Form):
    """The message is read, answered and forgotten: it may hold personal data."""

    message = forms.CharField(
        label=_("Message"),
        help_text=_("Paste the message as you received it. It is not kept."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"required": _("Paste the message first.")},
    )


class ProposalForm(forms.Form):
    label = forms.RegexField(
        regex=r"^[A-Za-z0-9][A-Za-z0-9 ./()+-]{0,39}$",
        label=_("Name of the version"),
        help_text=_("As its owner calls it, for example 2026/4. At most 40 characters."),
        error_messages={"invalid": _("Use letters, figures, spaces and . / ( ) + - only, 40 characters at most.")},
    )
    note = forms.CharField(
        label=_("What changes, in a sentence"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    table = forms.FileField(
        label=_("Table (CSV)"),
        help_text=_("UTF-8, at most 5 MB, with the columns of the CSV export: start from that file."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose the table to upload."), "empty": _("This file is empty.")},
    )

    def clean_table(self) -> bytes:
        """The content. Its name and announced type are the sender's word and are not looked at."""
        table: UploadedFile = self.cleaned_data["table"]
        if table.size is None or table.size > LARGEST_TABLE:
            raise forms.ValidationError(_("This file is larger than 5 MB. Nothing was kept."))
        return bytes(table.read())


PROPOSAL = declare(
    Kind(
        code="code_lists.proposal",
        title=_("Proposal of a version"),
        form=ProposalForm,
        address=lambda key: reverse("code_lists:propose", args=[key]),
    )
)


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why: the version stays in the history with this reason.")},
    )


class PublicationForm(forms.Form):
    """`seen_current`: the version with which the approver compared, or nothing when there was none."""

    seen_current = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ComparisonForm(forms.Form):
    """Two versions of one list, by their labels."""

    hides_optional = True
    error_summary: ClassVar[bool] = False
    before = forms.ChoiceField(label=_("From version"), required=False)
    after = forms.ChoiceField(label=_("To version"), required=False)

    def __init__(self, *args: Any, labels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(label, label) for label in labels]
        self.fields["before"].choices = self.fields["after"].choices = choices  # type: ignore[attr-defined]  # ChoiceFields
