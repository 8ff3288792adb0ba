"""Signing out: asked by a service, confirmed by the person, and how it went."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.identity.middleware import SignInRequest
from beffroi.identity.provider import parameters, reading
from beffroi.identity.provider.answers import again_by_get, origin_of, see_other
from beffroi.identity.provider.matrix import LOGOUT, guard
from beffroi.identity.provider.queries import services_of, services_told
from beffroi.identity.provider.signing_out import opened, sign_out, way_back
from beffroi.kernel.http.limits import may_repeat
from beffroi.kernel.http.security import may_send_forms_to, no_store


@csrf_exempt  # services post here from their own origin (RP-Initiated Logout §2); without an ID token it only asks
@may_repeat(*parameters.LOGOUT)
@require_http_methods(["GET", "POST"])
@no_store
def logout(request: SignInRequest) -> HttpResponse:
    if request.method == "POST":
        return again_by_get(request, parameters.LOGOUT)
    asked = reading.logout_request(request)
    guard(LOGOUT, asked)
    if asked.needs_confirmation:
        return see_other(f"/{get_language()}/sign-out/?request={way_back(asked).sealed()}")
    return sign_out(request, asked.session, way_back(asked))


@require_http_methods(["GET", "POST"])
@no_store
def confirm(request: SignInRequest) -> HttpResponse:
    """The defence against forced logout: another site can send the browser here, but not press the button (LO-03)."""
    sealed = str(request.POST.get("request") or request.GET.get("request", ""))
    back = opened(sealed)
    if request.method == "POST":
        return sign_out(request, request.sso, back)
    services = services_of(request.sso) if request.sso else []
    context = {"session": request.sso, "services": services, "back": back, "sealed": sealed}
    response = render(request, "identity_provider/sign_out.html", context)
    return may_send_forms_to(response, origin_of(back.address)) if back.address else response


@require_GET
@no_store
def signed_out(request: SignInRequest) -> HttpResponse:
    ended = opened(request.GET.get("of", ""))
    context = {"services": services_told(ended.sid) if ended.sid else [], "back": ended, "session": request.sso}
    return render(request, "identity_provider/signed_out.html", context)
