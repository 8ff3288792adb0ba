"""The portal's refusals in one sentence each (`kernel.http.reasons`)."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "sign_in": _("Sign in first: this page is for people who are recognised."),
    "no_right": _("You do not have the right to open this application for the organisation you work for now."),
    "other_key": _("The digital key you signed in with is not strong enough for this application."),
    "not_installed": _("This application is not installed here."),
    "not_your_organisation": _("You are not registered as working for this organisation."),
}
