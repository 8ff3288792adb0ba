"""The refusals of announcements in one sentence each (`kernel.http.reasons`)."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "not_an_editor": _("Announcements are written by the editors of the portal. Your functions do not include that."),
    "changed_meanwhile": _("Somebody else changed this announcement meanwhile. Open it again to see how it stands."),
}
