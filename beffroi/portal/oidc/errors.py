"""How a sign-in fails, as the person is told."""

from django.utils.translation import gettext_lazy as _

from beffroi.kernel.errors import BadRequest, Unavailable


class SignInFailed(BadRequest):
    """`reason` is one of `REASONS`. Nobody was signed in; the session the browser had before goes on."""


class SignInCancelled(SignInFailed):
    """The person went back without signing in. `return_to`: the local path he came from."""

    def __init__(self, return_to: str) -> None:
        super().__init__("sign_in_cancelled")
        self.return_to = return_to


class ProviderUnreachable(Unavailable):
    """The sign-in service does not answer, or not as one."""

    def __init__(self) -> None:
        super().__init__("sign_in_service_unreachable")


class LogoutTokenRefused(Exception):
    """The argument names the failed check; for the log, never for the sender (Back-Channel Logout 1.0 §2.8)."""


REASONS = {
    "sign_in_cancelled": _("You went back without signing in. You can sign in whenever you want."),
    "sign_in_unknown": _(
        "We do not know this sign-in: it was finished already, was left open for more than ten minutes, or was begun in"
        " another browser. Sign in again."
    ),
    "sign_in_key_too_weak": _(
        "The page you asked for needs a stronger digital key than the one you used. You are not signed in with it."
    ),
    "sign_in_no_such_key": _("The page you asked for needs a digital key that the sign-in service does not offer."),
    "sign_in_again": _("The sign-in service asks you to sign in again."),
    "sign_in_refused": _("The sign-in service refused the request of the portal. Tell us the reference."),
    "sign_in_answer_invalid": _(
        "The answer of the sign-in service did not pass our checks. You are not signed in. Try again; if it returns,"
        " tell us the reference."
    ),
    "sign_in_service_unreachable": _(
        "The sign-in service does not answer at the moment. What needs no sign-in still works. Try again in a few"
        " minutes."
    ),
}
