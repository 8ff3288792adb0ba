"""The refusals of drafts in one sentence each (`kernel.http.reasons`)."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "draft_needs_a_person": _("Sign in first: a draft is kept for one person. What you typed is still on your page."),
    "draft_is_stale": _(
        "This draft was saved in another window or on another device meanwhile. Nothing was overwritten."
    ),
    "draft_too_large": _("There is more text than a draft can keep. What was kept before is still there."),
    "too_many_drafts": _("You have as many drafts as we keep. Discard one of them, then save again."),
    "unknown_draft": _("This form keeps no drafts. Nothing was changed."),
}
