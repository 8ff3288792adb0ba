"""The userinfo endpoint (OpenID Connect Core §5.3, bearer tokens of RFC 6750)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from beffroi.identity import browser
from beffroi.identity.provider.answers import as_json, as_json_error
from beffroi.identity.provider.claims import claims_of, granted_claims
from beffroi.identity.provider.errors import InvalidRequest, InvalidToken, ProtocolError
from beffroi.identity.provider.models import AccessToken
from beffroi.identity.provider.queries import live_token
from beffroi.identity.provider.subjects import sub_for


@csrf_exempt  # authenticated by the access token, not by a cookie
@require_http_methods(["GET", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    try:
        token = live_token(browser.hashed(_bearer_token(request)))
        if token is None:
            raise InvalidToken("the access token is not valid")
    except ProtocolError as error:
        return as_json_error(error, "Bearer")
    return as_json(_answer(token))


def _bearer_token(request: HttpRequest) -> str:
    """In the header or in the body, in one place only, never in the address (RFC 6750 §2, RFC 9700 §4.3.2)."""
    scheme, _, in_header = request.headers.get("Authorization", "").partition(" ")
    in_body = str(request.POST.get("access_token", "")) if request.method == "POST" else ""
    if in_header and in_body:
        raise InvalidRequest("the access token is sent twice")
    if in_header and scheme.lower() != "bearer":
        raise InvalidToken("the scheme must be Bearer")
    return in_header.strip() or in_body


def _answer(token: AccessToken) -> dict[str, object]:
    code, person, client = token.code, token.code.session.person, token.code.client
    names = granted_claims(client, code.scopes, code.claims)
    return {"sub": sub_for(person.id, client.sector), **claims_of(person, names)}
