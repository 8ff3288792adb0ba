"""The eID card: one page whose script asks the card to sign, and the pages of a card that cannot sign in."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.identity import browser
from beffroi.identity.actions.codes import SignedIn
from beffroi.identity.actions.eid import check_card
from beffroi.identity.keys import eid
from beffroi.identity.keys.step import Step
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.pages.choice import service_name
from beffroi.identity.pages.code import welcome
from beffroi.identity.pages.eid_words import EXTENSION, named_check, words_of
from beffroi.identity.pages.stopped import stopped
from beffroi.identity.pages.under_way import cancel_url, help_url, page, page_url, step_of
from beffroi.identity.pages.words import sentence_of
from beffroi.kernel.http.security import may_connect_to
from beffroi.kernel.verdict import Verdict

_ELSEWHERE = {"key_locked", "already_answered"}  # what the page of every key says


@step_of("eid")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("token")
def card(request: SignInRequest, step: Step) -> HttpResponse:
    if request.method != "POST":
        return _show(request, step)
    if not request.POST.get("token"):
        return _show(request, step, status=400)
    verdict, signed_in = _check(request, step)
    return welcome(step.transaction, signed_in) if signed_in else _refuse(request, step, verdict)


@step_of("eid")
@require_POST
def challenge(request: SignInRequest, step: Step) -> HttpResponse:
    """For the page's script: `{"nonce": "…"}`."""
    return JsonResponse({"nonce": eid.ask(step.transaction, step.now)})


def _check(request: SignInRequest, step: Step) -> tuple[Verdict, SignedIn | None]:
    return check_card(
        under_way=step.transaction,
        token=request.POST["token"],
        current=request.sso,
        visitor=browser.visitor_of(request),
    )


def _show(request: SignInRequest, step: Step, status: int = 200) -> HttpResponse:
    """`status` 400: the form came without a card's answer, as a browser without script sends it."""
    context = {
        "sentences": EXTENSION,
        "reader_script": settings.EID_READER_SCRIPT,
        "reader_url": f"{settings.PORTAL_ORIGIN}/{request.LANGUAGE_CODE}/desk/card-reader/",
        "nothing_came": status != 200,
        "service_name": service_name(step.transaction),
        "choice_url": page_url("choice", step),
        "cancel_url": cancel_url(step.transaction),
        "help_url": help_url("no-reader/"),
    }
    response = page(request, "eid", context, status)
    return may_connect_to(response, settings.PORTAL_ORIGIN) if settings.EID_READER_SCRIPT else response


def _refuse(request: SignInRequest, step: Step, verdict: Verdict) -> HttpResponse:
    if verdict.reason in _ELSEWHERE:
        return stopped(request, verdict, step.transaction, step.kind)
    words = words_of(verdict)
    context = {
        "words": words,
        "check": named_check(verdict),
        "wait": sentence_of(verdict) if "retry_after" in verdict.facts else "",
        "again_url": page_url("password", step) if words.may_try_again else "",
        "choice_url": page_url("choice", step),
        "help_url": help_url(f"{words.help}/" if words.help else ""),
        "reference": request.reference,
    }
    return page(request, "eid_refused", context, words.status)
