"""Words for the codes of the calendar."""

from django.utils.translation import gettext_lazy as _

KIND_WORDS = {
    "holiday": _("Legal holiday"),
    "own_day": _("Day of your organisation"),
    "deadline": _("Deadline of the law"),
    "application": _("Deadline of an application"),
    "announcement": _("Announcement"),
}
VIEW_WORDS = {"list": _("List"), "month": _("Month"), "year": _("Year")}
