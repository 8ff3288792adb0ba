"""What a service needs to know about us: discovery and keys."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beffroi.identity.provider import signing
from beffroi.identity.provider.answers import as_json
from beffroi.identity.provider.claims import CLAIMS_OF_SCOPE
from beffroi.identity.provider.levels import acr_of
from beffroi.identity.provider.reach import installed_levels

_PROTOCOL_CLAIMS = ("sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash")


@require_GET
def discovery(request: HttpRequest) -> HttpResponse:
    """OpenID Connect Discovery §3 and RFC 8414 §2; the same document at both addresses."""
    response = as_json(_document(settings.IDENTITY_ORIGIN))
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_GET
def jwks(request: HttpRequest) -> HttpResponse:
    """Fetched again within five minutes: a key is published a day before it signs."""
    response = as_json({"keys": signing.ring().published})
    response["Content-Type"] = "application/jwk-set+json"
    response["Cache-Control"] = "public, max-age=300"
    return response


def _document(issuer: str) -> dict[str, object]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/oidc/authorize",
        "token_endpoint": f"{issuer}/oidc/token",
        "userinfo_endpoint": f"{issuer}/oidc/userinfo",
        "jwks_uri": f"{issuer}/oidc/jwks",
        "end_session_endpoint": f"{issuer}/oidc/logout",
        "scopes_supported": list(CLAIMS_OF_SCOPE),
        "claims_supported": [*_PROTOCOL_CLAIMS, *(claim for each in CLAIMS_OF_SCOPE.values() for claim in each)],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": [signing.ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "acr_values_supported": [acr_of(level) for level in installed_levels()],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": [code for code, _ in settings.LANGUAGES],
        "claims_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }
