"""« Continue as … »: one click opens a further service; nothing is opened in silence (ASVS v5.0.0-7.6.2, SU-07)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from beffroi.identity.actions import end_session
from beffroi.identity.keys import catalogue
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Session, Transaction
from beffroi.identity.permissions import answer
from beffroi.identity.provider.answers import origin_of, see_other
from beffroi.identity.provider.queries import client_called
from beffroi.identity.provider.sign_in import answer_service, open_transaction, page_of
from beffroi.identity.rules import Event
from beffroi.kernel import clock
from beffroi.kernel.http.security import may_send_forms_to, no_store


@require_http_methods(["GET", "POST"])
@no_store
def proceed(request: SignInRequest, reference: str) -> HttpResponse:
    transaction = open_transaction(request, reference)
    event, _ = answer(request.sso, transaction, clock.now())
    if event is None or request.sso is None:
        return see_other(page_of("sign-in", reference))
    if request.method == "POST" and request.POST.get("choice") == "someone_else":
        end_session(request.sso, "other_person", by=request.actor)
        return see_other(page_of("sign-in", reference))
    if request.method == "POST":
        return answer_service(request, transaction, request.sso, event)
    return _page(request, transaction, request.sso, event)


def _page(request: SignInRequest, transaction: Transaction, session: Session, event: Event) -> HttpResponse:
    context = {
        "transaction": transaction,
        "client": client_called(transaction.client_id),
        "session": session,
        "key": catalogue.BY_CODE[event.key],
        "since": event.at,
    }
    response = render(request, "identity_provider/continue.html", context)
    return may_send_forms_to(response, origin_of(transaction.redirect_uri))
