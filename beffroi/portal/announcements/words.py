"""Words for the codes of announcements."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.ui.parts import Tone

SEVERITIES = {
    "info": _("Information"),
    "success": _("Good news"),
    "warning": _("Please note"),
    "danger": _("Problem"),
}
LANGUAGE_NAMES = {"fr": _("French"), "nl": _("Dutch"), "de": _("German"), "en": _("English")}

# Of an announcement: what its state and its dates make of it.
STANDINGS: dict[str, tuple[Tone, object]] = {
    "draft": ("neutral", pgettext_lazy("announcement", "Draft")),
    "scheduled": ("info", pgettext_lazy("announcement", "Scheduled")),
    "shown": ("success", pgettext_lazy("announcement", "Shown")),
    "over": ("closed", pgettext_lazy("announcement", "Over")),
    "archived": ("closed", pgettext_lazy("announcement", "Archived")),
}
VERBS = {
    "publish": _("Publish"),
    "withdraw": _("Withdraw to correct it"),
    "archive": _("Archive"),
    "restore": _("Take out of the archive"),
}
DONE = {
    "publish": _("The announcement is published. It is shown from the day you gave."),
    "withdraw": _("The announcement is a draft again: readers no longer see it."),
    "archive": _("The announcement is archived."),
    "restore": _("The announcement is a draft again."),
}
