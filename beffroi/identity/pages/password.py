"""User name and password, for the key chosen."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from beffroi.identity.actions.passwords import check_password
from beffroi.identity.browser import visitor_of
from beffroi.identity.forms import PasswordForm
from beffroi.identity.keys.step import Step
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.pages.choice import service_name
from beffroi.identity.pages.stopped import stopped
from beffroi.identity.pages.under_way import cancel_url, page, page_url, step_of
from beffroi.identity.pages.words import sentence_of
from beffroi.kernel.verdict import Verdict

_SHOWN_IN_FORM = {"password_wrong", "too_many_tries"}


@step_of("password")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def password(request: SignInRequest, step: Step) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, step, form)
    verdict = _check(request, step, form)
    if verdict or verdict.reason == "too_many_sends":
        return HttpResponseRedirect(page_url("code", step), status=303)
    if verdict.reason not in _SHOWN_IN_FORM:
        return stopped(request, verdict, step.transaction, step.kind)
    form.add_error(None, sentence_of(verdict))
    return _show(request, step, form)


def _check(request: SignInRequest, step: Step, form: PasswordForm) -> Verdict:
    assert step.kind is not None
    return check_password(
        under_way=step.transaction,
        kind=step.kind,
        user_name=form.cleaned_data["user_name"],
        typed=form.cleaned_data["password"],
        visitor=visitor_of(request),
    )


def _show(request: SignInRequest, step: Step, form: PasswordForm) -> HttpResponse:
    context = {
        "form": form,
        "kind": step.kind,
        "service_name": service_name(step.transaction),
        "choice_url": page_url("choice", step),
        "cancel_url": cancel_url(step.transaction),
    }
    return page(request, "password", context)
