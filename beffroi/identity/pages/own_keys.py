"""« My keys »: the list, linking an app, ordering a card, changing the password, ending a key."""

from uuid import UUID

import segno
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beffroi.identity.actions import own_keys as actions
from beffroi.identity.browser import visitor_of
from beffroi.identity.forms import CodeForm, NewPasswordForm
from beffroi.identity.keys.catalogue import BY_CODE
from beffroi.identity.keys.mobile_app import address_for_app
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Key, Session
from beffroi.identity.pages.sessions import signed_in
from beffroi.identity.pages.under_way import page
from beffroi.identity.pages.words import sentence_of
from beffroi.identity.permissions import may_change_keys, may_change_password
from beffroi.identity.queries import app_being_added, keys_of
from beffroi.identity.rules import APP_DIGITS
from beffroi.kernel import clock
from beffroi.kernel.errors import NotVisible

DONE = ("app_added", "card_ordered", "password_changed", "key_ended")


@signed_in
@require_safe
def keys(request: SignInRequest, session: Session) -> HttpResponse:
    done = request.GET.get("done", "")
    context = {
        "keys": keys_of(session.person_id),
        "verdict": may_change_keys(session, clock.now()),
        "done": done if done in DONE else "",
    }
    return page(request, "keys", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: SignInRequest, session: Session) -> HttpResponse:
    key = app_being_added(session.person_id)
    if key is None or not may_change_keys(session, clock.now()):
        return _to_keys()
    form = CodeForm(request.POST or None, length=APP_DIGITS, digits=True)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        if verdict := actions.confirm_app(session=session, typed=typed, visitor=visitor_of(request)):
            return _to_keys("app_added")
        form.add_error("code", sentence_of(verdict))
    return _show_app(request, session, key, form)


def _show_app(request: SignInRequest, session: Session, key: Key, form: CodeForm) -> HttpResponse:
    secret = str(key.app.secret)
    address = address_for_app(secret, session.person.user_name or "")
    groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    qr = segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    return page(request, "app", {"form": form, "qr": qr, "secret": groups, "address": address})


@signed_in
@require_POST
def new_app(request: SignInRequest, session: Session) -> HttpResponse:
    actions.begin_app(session=session, visitor=visitor_of(request))
    return HttpResponseRedirect(reverse("identity:key-app"), status=303)


@signed_in
@require_POST
def new_card(request: SignInRequest, session: Session) -> HttpResponse:
    actions.order_own_card(session=session, visitor=visitor_of(request))
    return _to_keys("card_ordered")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def new_password(request: SignInRequest, session: Session) -> HttpResponse:
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verdict = actions.change_password(session=session, **form.cleaned_data, visitor=visitor_of(request))
        if verdict:
            return _to_keys("password_changed")
        form.add_error("new" if verdict.reason.startswith("password_") else "old", sentence_of(verdict))
    verdict = may_change_password(session, clock.now())
    return page(request, "new_password", {"form": form, "verdict": verdict, "user_name": session.person.user_name})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignInRequest, session: Session, id: UUID) -> HttpResponse:
    key = Key.objects.filter(id=id, person_id=session.person_id).exclude(state="ended").first()
    if key is None:
        raise NotVisible("not_found")
    if request.method != "POST":
        others = [each for each in keys_of(session.person_id) if each.id != key.id and each.state == "active"]
        return page(request, "end_key", {"kind": BY_CODE[key.kind], "is_last": not others})
    actions.end_own_key(session=session, key=key, visitor=visitor_of(request))
    return _to_keys("key_ended")


def _to_keys(done: str = "") -> HttpResponse:
    address = reverse("identity:keys")
    return HttpResponseRedirect(f"{address}?done={done}" if done else address, status=303)
