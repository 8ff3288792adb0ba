"""The page of a sign-in that cannot go on: what happened, what was kept, what next."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from beffroi.identity.keys.catalogue import KeyKind
from beffroi.identity.models import Transaction
from beffroi.kernel.localized import Localized
from beffroi.kernel.verdict import Verdict


@dataclass(frozen=True, slots=True)
class _Words:
    status: int
    title: Promise
    happened: Promise
    next: Promise


_EXPIRED = _Words(
    410,
    _("This sign-in is no longer valid"),
    _("It was not finished within half an hour, or the address is not complete. For your safety it has ended."),
    _("Nothing was changed. Go back to the service and begin again."),
)
_WORDS = {
    "expired": _EXPIRED,
    "other_browser": _Words(
        403,
        _("This sign-in was begun in another browser"),
        _("A sign-in goes on only in the browser window that began it, so that nobody can finish it for you."),
        _("Go back to that window, or begin again here. If somebody sent you this address, do not sign in with it."),
    ),
    "already_answered": _Words(
        410,
        _("You have already signed in with this page"),
        _("Each sign-in is used once; the page you went back to has done its work."),
        _("Your session goes on. Return to the service; if it asks you to sign in, begin from there."),
    ),
    "key_not_installed": _Words(
        404,
        _("This key is not installed here yet"),
        _("This version of the sign-in service cannot read it."),
        _("Choose another key."),
    ),
    "level_too_low": _Words(
        403,
        _("The service asks for a stronger key"),
        _("The key you chose does not give the assurance level that this service asks."),
        _("Choose another key."),
    ),
    "key_not_accepted": _Words(
        403,
        _("The service does not take this key"),
        _("This service opens with certain keys only."),
        _("Choose another key."),
    ),
    "key_not_held": _Words(
        403,
        _("You do not have this key"),
        _("Your user name and password are right, but this key was never given to you or was ended."),
        _("Choose another key, or ask the access manager of your organisation."),
    ),
    "key_locked": _Words(
        403,
        _("This key is locked"),
        _("Too many wrong codes were typed. The key is locked so that nobody can guess them."),
        _("Choose another key. To have this one unlocked, ask the access manager of your organisation or our desk."),
    ),
    "card_spent": _Words(
        403,
        _("All codes of your card are used"),
        _("Each code is good once, and there are none left."),
        _("Choose another key, or use the new card that was sent to you."),
    ),
    "password_shut": _Words(
        403,
        _("This user name can no longer sign in with a password"),
        _("A wrong password was typed a hundred times in a row, from here or elsewhere. The password is disabled."),
        _("Ask the access manager of your organisation or our desk for a new password."),
    ),
}
_ANOTHER_KEY = {"key_not_installed", "level_too_low", "key_not_accepted", "key_not_held", "key_locked", "card_spent"}


def stopped(
    request: HttpRequest, verdict: Verdict, under_way: Transaction | None, kind: KeyKind | None = None
) -> HttpResponse:
    words = _WORDS.get(verdict.reason, _EXPIRED)
    context = {"words": words, "kind": kind, **_context(request, verdict, under_way)}
    return render(request, "identity/stopped.html", context, status=words.status)


def _context(request: HttpRequest, verdict: Verdict, under_way: Transaction | None) -> dict[str, object]:
    return {
        "reason": verdict.reason,
        "reference": getattr(request, "reference", ""),
        "another_key": under_way if verdict.reason in _ANOTHER_KEY else None,
        "service_name": Localized(under_way.service_name) if under_way else None,
        "return_url": _return_url(under_way),
    }


def _return_url(under_way: Transaction | None) -> str:
    """The service's home page: never the address a request carried. Without a service, our own."""
    if under_way is None:
        return f"{settings.PORTAL_ORIGIN}/{get_language()}/"
    if not under_way.client_id:
        return reverse("identity:home")
    parts = urlsplit(under_way.redirect_uri)
    return f"{parts.scheme}://{parts.netloc}/"
