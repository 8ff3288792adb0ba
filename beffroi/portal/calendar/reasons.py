"""The calendar's refusals in one sentence each (`kernel.http.reasons`)."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "not_a_keeper": _("An organisation's own days are set by its head or its access managers."),
    "day_taken": _("Your organisation already has a day of its own on that date. Remove it first."),
}
