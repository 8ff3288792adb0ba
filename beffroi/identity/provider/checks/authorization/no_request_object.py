"""Request objects and registration by the way are not offered, and say so (OpenID Connect Core §6, §7.2.1)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import RegistrationNotSupported, RequestNotSupported, RequestUriNotSupported

_REFUSALS = {
    "request": RequestNotSupported,
    "request_uri": RequestUriNotSupported,
    "registration": RegistrationNotSupported,
}


def check(asked: AuthorizationRequest) -> None:
    for name, refusal in _REFUSALS.items():
        if asked.parameters.get(name):
            raise refusal(f"{name} is not supported")
