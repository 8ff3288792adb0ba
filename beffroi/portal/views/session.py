"""Coming in, choosing for whom one works, staying, going out."""

import logging
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beffroi.kernel.actor import system_actor
from beffroi.kernel.errors import BadRequest
from beffroi.kernel.http.reasons import sentence_for
from beffroi.kernel.http.security import no_store
from beffroi.portal import actions, oidc, queries
from beffroi.portal.addresses import next_of, sign_in_address
from beffroi.portal.asked import Asked
from beffroi.portal.rules.tiles import KEYS
from beffroi.portal.start.actions import arrive
from beffroi.portal.start.landing import landing
from beffroi.portal.views.appearance import keep_taste
from beffroi.portal.visits import Visit

log = logging.getLogger("beffroi.portal")
_LEVELS = {str(level): level for _, level in KEYS}


@require_safe
@no_store
def sign_in(request: Asked) -> HttpResponse:
    """To the sign-in service, and back to `next`. `level`: the stronger key needed there."""
    level = _LEVELS.get(request.GET.get("level", ""), 0)
    if request.visit.is_recognised and request.actor.level >= level:
        return redirect(next_of(request))
    response = oidc.begin(request, return_to=next_of(request), level=level)
    _remember_language(response)
    return response


def _remember_language(response: HttpResponse) -> None:
    """The provider answers at an address without a language: a failure is told in the one that was read here."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        get_language() or settings.LANGUAGE_CODE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_safe
@no_store
def callback(request: Asked) -> HttpResponse:
    try:
        recognised = oidc.finish(request)
    except oidc.SignInFailed as failure:
        return _failed(request, failure)
    visit = actions.start_session(session=request.session, recognised=recognised, by=request.actor)
    if visit.actor.person_id and not request.visit.is_recognised:
        arrive(account_id=visit.actor.person_id, by=visit.actor)
    return _let_in(visit, recognised.return_to)


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def organisations(request: Asked) -> HttpResponse:
    if not request.visit.is_recognised:
        return redirect(sign_in_address(request.get_full_path()))
    if request.method == "POST":
        chosen = _organisation_id(request.POST.get("organisation", ""))
        places = request.visit.workplaces
        actions.choose_organisation(
            session=request.session, organisation_id=chosen, workplaces=places, by=request.actor
        )
        return redirect(next_of(request))
    return render(request, "portal/organisations.html", {"visit": request.visit, "next": next_of(request)})


@require_POST
@no_store
def stay(request: Asked) -> HttpResponse:
    """The idle end has just moved (`ActorMiddleware`); 401 when the session is over."""
    return HttpResponse(status=204 if request.visit.is_recognised else 401)


@require_POST
@no_store
def sign_out(request: Asked) -> HttpResponse:
    """Ends our session, then asks the sign-in service to end its own and to tell the other services."""
    response = oidc.end(request)
    actions.end_session(session=request.session, by=request.actor)
    return response


@require_safe
@no_store
def signed_out(request: Asked) -> HttpResponse:
    return render(request, "portal/signed_out.html")


@csrf_exempt  # the sign-in service calls, not a browser: its signed token is the proof
@require_POST
@no_store
def back_channel_logout(request: Asked) -> HttpResponse:
    """OpenID Connect Back-Channel Logout 1.0 §2.5–2.8: 200 when our sessions are gone, 400 for a bad token."""
    try:
        token = oidc.verify_logout_token(request.POST.get("logout_token", ""))
    except oidc.LogoutTokenRefused as error:
        raise BadRequest("malformed_request") from error
    actions.end_sessions_of_provider(sid=token.sid, sub=token.sub, by=system_actor("sign-in service"))
    return HttpResponse(status=200)


def _let_in(visit: Visit, return_to: str) -> HttpResponse:
    """To where he wanted to go, by way of the choice of an organisation when he has to make one."""
    taste = queries.taste_of(visit.actor.person_id)
    address = landing(return_to, taste) if visit.actor.is_signed_in else return_to
    if visit.actor.organisation_id is None:
        with override(visit.actor.language):
            address = f"{reverse('portal:organisations')}?{urlencode({'next': address})}"
    response = redirect(address)
    keep_taste(response, taste)
    return response


def _failed(request: Asked, failure: oidc.SignInFailed) -> HttpResponse:
    """What happened in a sentence, and the way back: a sign-in that failed is no dead end."""
    log.warning("%s %s %s", request.reference, failure.status, failure.reason)
    back_to = failure.return_to if isinstance(failure, oidc.SignInCancelled) else reverse("portal:home")
    context = {
        "sentence": sentence_for(failure.status, failure.reason, failure.facts)[1],
        "is_cancelled": isinstance(failure, oidc.SignInCancelled),
        "back_to": back_to,
        "again": sign_in_address(back_to),
        "reference": request.reference,
    }
    return render(request, "portal/sign_in_failed.html", context, status=failure.status)


def _organisation_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadRequest("malformed_request") from None
