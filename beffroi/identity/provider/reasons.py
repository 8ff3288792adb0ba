"""What the provider's refusals say to a person."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "unknown_service": _(
        "The service that sent you here is not registered with us, so we do not send you back to it. Nothing was"
        " changed. Tell that service."
    ),
    "unregistered_address": _(
        "The service that sent you here gave an address it has not registered, so we do not send you to it. Nothing"
        " was changed. Tell that service."
    ),
    "sign_out_hint_invalid": _(
        "The service sent a proof of your sign-in that is not ours or was altered. You are still signed in; sign out"
        " from the menu of this page."
    ),
    "other_browser": _(
        "This sign-in was begun in another browser, or your browser refuses our cookies. Go back to the service and"
        " begin anew."
    ),
    "sign_in_finished": _(
        "This sign-in has been answered already and is used only once. Go back to the service; you may be signed in"
        " there."
    ),
    "sign_in_expired": _("This sign-in was left open too long. Go back to the service and begin anew."),
    "no_signing_key": _("The sign-in service has no key to sign with yet. Its operator has to prepare it."),
}
