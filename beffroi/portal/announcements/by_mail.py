"""Asking for mails of one kind, confirming one's address, ending them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.kernel.errors import NotVisible
from beffroi.kernel.http.security import no_store
from beffroi.portal.announcements import permissions, subscribing
from beffroi.portal.asked import Asked
from beffroi.ui.page import Link

# By kind: the page's title, and what is sent when.
KINDS = {
    "announcements": (
        gettext_lazy("Announcements by mail"),
        gettext_lazy("On working mornings, one mail with the new announcements; none when there is nothing new."),
    ),
    "deadlines": (
        gettext_lazy("Reminders by mail"),
        gettext_lazy("On Mondays, one mail with the deadlines of the coming fourteen days; none when there are none."),
    ),
}


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address at work"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("This is not an e-mail address. Example: name@organisation.be."),
            "required": gettext_lazy("Give the address to which the mails should go."),
        },
    )


@no_store
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: Asked, kind: str) -> HttpResponse:
    context = _page(request, kind)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, language = form.cleaned_data["email"], get_language() or "fr"
        subscribing.ask_for_mails(kind=kind, email=email, language=language, by=request.actor)
        messages.success(request, _("A mail with a link is on its way to that address. Follow the link to confirm."))
        return redirect("portal:by_mail", kind=kind)
    found = subscribing.subscription_of(kind, request.actor)
    return render(request, "portal_announcements/by_mail.html", {**context, "form": form, "found": found})


@no_store
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Asked, kind: str, token: str) -> HttpResponse:
    """The link opens a page with a button: mail scanners follow links, and confirm nothing by that."""
    context = _page(request, kind)
    if request.method == "POST":
        subscribing.confirm_mails(kind=kind, token=token, by=request.actor)
        messages.success(request, _("Your address is confirmed."))
        return redirect("portal:by_mail", kind=kind)
    return render(request, "portal_announcements/confirm.html", context)


@require_POST
def end(request: Asked, kind: str) -> HttpResponse:
    _page(request, kind)
    subscribing.end_mails(kind=kind, by=request.actor)
    messages.success(request, _("No more mails of this kind will come. Your address is deleted."))
    return redirect("portal:by_mail", kind=kind)


def _page(request: Asked, kind: str) -> dict[str, Any]:
    """Raises `NotVisible`, `Refused`."""
    if kind not in KINDS:
        raise NotVisible("not_found")
    permissions.may_mark_read(request.actor).enforce()
    title, lead = KINDS[kind]
    return {"kind": kind, "title": title, "lead": lead, "breadcrumb": [Link(title, request.path)]}
