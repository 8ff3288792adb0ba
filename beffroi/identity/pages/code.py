"""The security code: what was sent where or which number is asked, one field, again, another key."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from beffroi.identity import browser, policies
from beffroi.identity.actions.cards import use_new_card
from beffroi.identity.actions.codes import SignedIn, ask_again, check_code
from beffroi.identity.actions.transactions import finish_transaction
from beffroi.identity.forms import CodeForm
from beffroi.identity.keys.step import Step
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Transaction
from beffroi.identity.pages.choice import service_name
from beffroi.identity.pages.stopped import stopped
from beffroi.identity.pages.under_way import answer_url, cancel_url, page, page_url, step_of
from beffroi.identity.pages.words import sentence_of
from beffroi.identity.queries import code_asked
from beffroi.identity.rules import APP_DIGITS, CARD_LETTERS, EMAIL_DIGITS
from beffroi.kernel.verdict import Verdict

_LENGTHS = {"email_code": EMAIL_DIGITS, "mobile_app": APP_DIGITS, "token_card": CARD_LETTERS}


@step_of("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: SignInRequest, step: Step) -> HttpResponse:
    if request.method == "POST" and ("again" in request.POST or "new_card" in request.POST):
        return _ask(request, step)
    form = _form(request, step)
    if request.method != "POST" or not form.is_valid():
        return _show(request, step, form)
    verdict, signed_in = _check(request, step, form.cleaned_data["code"])
    return welcome(step.transaction, signed_in) if signed_in else _refuse(request, step, form, verdict)


def _check(request: SignInRequest, step: Step, typed: str) -> tuple[Verdict, SignedIn | None]:
    return check_code(under_way=step.transaction, typed=typed, current=request.sso, visitor=browser.visitor_of(request))


def _form(request: SignInRequest, step: Step) -> CodeForm:
    length = _LENGTHS[step.transaction.key]
    return CodeForm(request.POST or None, length=length, digits=step.transaction.key != "token_card")


def _ask(request: SignInRequest, step: Step) -> HttpResponse:
    ask = use_new_card if "new_card" in request.POST else ask_again
    verdict = ask(under_way=step.transaction)
    if verdict:
        return HttpResponseRedirect(page_url("code", step), status=303)
    return _refuse(request, step, _form(request, step), verdict)


def _refuse(request: SignInRequest, step: Step, form: CodeForm, verdict: Verdict) -> HttpResponse:
    if verdict.reason in {"key_locked", "card_spent", "already_answered", "key_not_held"}:
        return stopped(request, verdict, step.transaction, step.kind)
    form.errors.clear()
    form.add_error(None if "retry_after" in verdict.facts else "code", sentence_of(verdict))
    return _show(request, step, form)


def _show(request: SignInRequest, step: Step, form: CodeForm) -> HttpResponse:
    context = {
        "form": form,
        "kind": step.kind,
        "asked": code_asked(step.transaction, step.now),
        "wait": policies.SEND_AGAIN_SECONDS,
        "service_name": service_name(step.transaction),
        "choice_url": page_url("choice", step),
        "cancel_url": cancel_url(step.transaction),
    }
    return page(request, "code", context)


def welcome(under_way: Transaction, signed_in: SignedIn) -> HttpResponse:
    """303: the browser goes on by GET and forgets what was posted (no 307 with credentials, OP-307)."""
    if not under_way.client_id:
        finish_transaction(under_way)
    response = HttpResponseRedirect(answer_url(under_way), status=303)
    browser.set_cookie(response, "sso", signed_in.secret)
    return response
