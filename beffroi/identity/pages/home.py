"""The sign-in service without a service: who is signed in here, and signing in to see one's own keys and sessions."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from beffroi.identity import browser, policies
from beffroi.identity.actions.transactions import begin_transaction
from beffroi.identity.keys.catalogue import BY_CODE, LEVEL_WORDS
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Transaction
from beffroi.identity.pages.under_way import OWN_PAGES, page
from beffroi.kernel.http.security import no_store


@no_store
@require_safe
def home(request: SignInRequest) -> HttpResponse:
    session = request.sso
    context = {
        "session": session,
        "level_word": LEVEL_WORDS[session.level] if session else "",
        "keys": [BY_CODE[code].name for code in session.keys] if session else [],
    }
    return page(request, "home", context)


@no_store
@require_POST
def sign_in(request: SignInRequest) -> HttpResponse:
    """Begins a sign-in of our own. `own_page`: where to go then; `fresh`: even if signed in; `strong`: moreover with a
    key that may change keys."""
    under_way, secret = _begun(request)
    response = HttpResponseRedirect(reverse("identity:sign-in-choice", args=[under_way.reference]), status=303)
    browser.remember(response, secret)
    return response


def _begun(request: SignInRequest) -> tuple[Transaction, str]:
    strong = request.POST.get("strong") == "1"
    own_page = request.POST.get("own_page", "home")
    return begin_transaction(
        client_id="",
        service_name={},
        redirect_uri="",
        request={"own_page": own_page if own_page in OWN_PAGES else "home"},
        min_level=policies.LOWEST_LEVEL_TO_CHANGE_KEYS if strong else 0,
        must_authenticate=strong or request.POST.get("fresh") == "1",
        language=get_language() or "fr",
        browser_secret=browser.secret_of(request),
    )


@no_store
@require_POST
def stay(request: SignInRequest) -> HttpResponse:
    """« Stay signed in »: the middleware has just prolonged the session, if it still lives."""
    return HttpResponse(status=204 if request.sso else 401)
