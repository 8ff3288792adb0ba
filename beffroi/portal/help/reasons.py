"""The help centre's refusals in one sentence each (`kernel.http.reasons`)."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "too_many_answers": _("Your answer was counted before. Thank you; each page takes a few answers a day."),
    "too_many_enquiries": _("You have written several times within the hour. Wait a moment, then send your message."),
}
