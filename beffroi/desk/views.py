"""The desk's pages. Open to everybody in the acceptance environment: what they show is nobody's."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from beffroi.desk import actions, mailbox, phone, postbox
from beffroi.desk.forms import ScanForm
from beffroi.desk.models import PhoneAccount
from beffroi.desk.persons import demonstration_persons
from beffroi.kernel import clock
from beffroi.kernel.errors import NotVisible
from beffroi.kernel.http.security import no_store
from beffroi.ui.page import Link, Words

# A mail's HTML comes from elsewhere: no script, no load, an origin of its own (CSP level 3, `sandbox`).
_FOREIGN = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
_PARTS = (
    ("persons", _("Persons"), "users"),
    ("phone", _("Phone"), "smartphone"),
    ("mailbox", _("Mailbox"), "mail"),
    ("post", _("Post box"), "file-text"),
    ("cards", _("Cards"), "id-card"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One account on the phone's screen."""

    id: int
    label: str
    issuer: str
    code: str


def frame(request: HttpRequest, part: str, title: Words, **context: object) -> HttpResponse:
    tabs = [Link(label, f"/{request.LANGUAGE_CODE}/desk/{name}/", icon, name == part) for name, label, icon in _PARTS]
    return render(request, f"desk/{part}.html", {"tabs": tabs, "title": title, **context})


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    return redirect("desk:persons")


@require_safe
@no_store
def person_list(request: HttpRequest) -> HttpResponse:
    return frame(request, "persons", _("Persons"), persons=demonstration_persons())


@no_store
def phone_screen(request: HttpRequest) -> HttpResponse:
    form = ScanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scanned = form.cleaned_data["address"]
        actions.add_phone_account(label=scanned.label, issuer=scanned.issuer, secret=scanned.secret)
        return redirect("desk:phone")
    now = clock.now()
    left = phone.seconds_left(now)
    return frame(request, "phone", _("Phone"), form=form, lines=_lines(now), left=left, period=phone.PERIOD)


def _lines(now: datetime) -> list[Line]:
    return [
        Line(account.id, account.label, account.issuer, phone.code_at(account.secret, now))
        for account in PhoneAccount.objects.order_by("label", "id")
    ]


@require_POST
def forget_account(request: HttpRequest, account_id: int) -> HttpResponse:
    actions.remove_phone_account(account_id=account_id)
    return redirect("desk:phone")


@require_safe
@no_store
def mail_list(request: HttpRequest) -> HttpResponse:
    recipient, folder = request.GET.get("to", ""), settings.MAIL_FOLDER
    return frame(
        request,
        "mailbox",
        _("Mailbox"),
        mails=mailbox.mails(folder, recipient),
        recipients=mailbox.recipients(folder),
        recipient=recipient,
        newest=mailbox.newest(folder),
    )


@require_safe
@no_store
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    if not (mail := mailbox.mail_with(settings.MAIL_FOLDER, key)):
        raise NotVisible("mail_gone")
    return HttpResponse(mail.html, headers={"Content-Security-Policy": _FOREIGN})


@require_safe
@no_store
def letter_list(request: HttpRequest) -> HttpResponse:
    return frame(request, "post", _("Post box"), letters=postbox.letters(settings.POST_FOLDER))


@require_safe
@no_store
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    if (content := postbox.pdf_of(settings.POST_FOLDER, reference)) is None:
        raise NotVisible("letter_gone")
    named = content_disposition_header("download" in request.GET, f"{reference}.pdf")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": named or "inline"})
