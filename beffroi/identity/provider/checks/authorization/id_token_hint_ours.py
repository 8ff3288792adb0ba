"""An `id_token_hint` is an ID token we gave this service, expired or not (OpenID Connect Core §3.1.2.1)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest


def check(asked: AuthorizationRequest) -> None:
    if asked.sub_hint is None:
        raise InvalidRequest("id_token_hint was not issued to this client")
