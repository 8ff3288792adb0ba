"""From an HTTP request to the frozen requests the checks read."""

from django.http import HttpRequest

from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Session
from beffroi.identity.provider import parameters, signing
from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.logout_request import LogoutRequest
from beffroi.identity.provider.queries import client_called
from beffroi.identity.provider.token_request import TokenRequest, read_credentials
from beffroi.kernel import clock


def authorization_request(request: HttpRequest) -> AuthorizationRequest:
    read = parameters.read(request.GET)
    client = client_called(read.get("client_id"))
    hint = read.get("id_token_hint")
    return AuthorizationRequest(read, client, _sub_of(hint, client.client_id) if hint and client else "")


def _sub_of(hint: str, client_id: str) -> str | None:
    claims = signing.read_own(hint)
    return str(claims["sub"]) if claims and claims.get("aud") == client_id else None


def token_request(request: HttpRequest) -> TokenRequest:
    read = parameters.read(request.POST)
    credentials = read_credentials(request.headers.get("Authorization", ""), read)
    return TokenRequest(read, credentials, client_called(credentials.client_id))


def logout_request(request: SignInRequest) -> LogoutRequest:
    """Without this browser's session, the one the hint names: who holds the ID token may end what it belongs to."""
    read = parameters.read(request.GET)
    hint = signing.read_own(read.get("id_token_hint")) if read.get("id_token_hint") else None
    client = client_called(read.get("client_id") or str((hint or {}).get("aud", "")))
    if hint and client and hint.get("aud") != client.client_id:
        client = None
    return LogoutRequest(read, hint, client, request.sso or (_live_session(str(hint.get("sid"))) if hint else None))


def _live_session(sid: str) -> Session | None:
    return (
        Session.objects.select_related("person").filter(sid=sid, ended_at=None, absolute_until__gt=clock.now()).first()
    )
