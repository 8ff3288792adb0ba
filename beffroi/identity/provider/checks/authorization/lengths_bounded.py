"""`state` and `nonce` are kept and given back: they have a length. FAPI 2.0 asks that long ones (≥ 384) pass."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest

LONGEST = {"state": 2_048, "nonce": 512, "login_hint": 200}


def check(asked: AuthorizationRequest) -> None:
    for name, longest in LONGEST.items():
        if len(asked.parameters.get(name)) > longest:
            raise InvalidRequest(f"{name} is longer than {longest} characters")
