"""The authorization endpoint, and the ways back to it."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.identity.middleware import SignInRequest
from beffroi.identity.permissions import answer
from beffroi.identity.provider import checked_request, parameters, reading
from beffroi.identity.provider.actions import cancel_transaction
from beffroi.identity.provider.answers import again_by_get, refusal_to_service, see_other
from beffroi.identity.provider.errors import AccessDenied, ProtocolError
from beffroi.identity.provider.matrix import AUTHORIZATION, DOOR, guard
from beffroi.identity.provider.sign_in import (
    answer_in_silence,
    answer_service,
    begin,
    has_just_authenticated,
    open_transaction,
    page_of,
)
from beffroi.kernel import clock
from beffroi.kernel.http.limits import may_repeat
from beffroi.kernel.http.security import no_store


@csrf_exempt  # services post here from their own origin (OpenID Connect Core §3.1.2.1)
@may_repeat(*parameters.AUTHORIZATION)
@require_http_methods(["GET", "POST"])
@no_store
def authorize(request: SignInRequest) -> HttpResponse:
    if request.method == "POST":
        return again_by_get(request, parameters.AUTHORIZATION)
    asked = reading.authorization_request(request)
    guard(DOOR, asked)
    try:
        guard(AUTHORIZATION, asked)
        return answer_in_silence(request, asked) if "none" in asked.prompt else begin(request, asked)
    except ProtocolError as error:
        return refusal_to_service(asked.redirect_uri, asked.state, error)


@require_GET
@no_store
def resume(request: SignInRequest) -> HttpResponse:
    """The key pages lead here once the session may satisfy the service; decided anew, refused by default."""
    transaction = open_transaction(request, request.GET.get("transaction", ""))
    event, _ = answer(request.sso, transaction, clock.now())
    if event is None or request.sso is None:
        return see_other(page_of("sign-in", transaction.reference))
    if not has_just_authenticated(request.sso, transaction):
        return see_other(page_of("continue", transaction.reference))
    return answer_service(request, transaction, request.sso, event)


@require_http_methods(["GET", "POST"])
@no_store
def cancel(request: SignInRequest) -> HttpResponse:
    """A link of the key pages. By GET too: it needs the browser's cookie and only gives up."""
    reference = request.POST.get("transaction") or request.GET.get("transaction", "")
    transaction = open_transaction(request, reference)
    cancel_transaction(cancelled=transaction, by=request.actor)
    state = checked_request.from_json(transaction.request).state
    return refusal_to_service(transaction.redirect_uri, state, AccessDenied("the person went back"))
