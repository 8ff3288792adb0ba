"""The refusals of announcements in one sentence each (`kernel.http.reasons`)."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "not_an_editor": _("Announcements are written by the editors of the portal. Your functions do not include that."),
    "too_many_mails": _(
        "You have asked for several confirmation mails within the hour. Wait a moment, then ask again."
    ),
    "token_unknown": _("This link confirms nothing: it was used, replaced by a later one, or is another person's."),
    "changed_meanwhile": _("Somebody else changed this announcement meanwhile. Open it again to see how it stands."),
}
