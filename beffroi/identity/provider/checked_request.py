"""The part of a checked authorization request that waits in the transaction until the person is recognised."""

from dataclasses import asdict, dataclass
from typing import Any

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.claims import SCOPES


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """`claims`: asked by name. `essential_acr`: the only acr values the service takes, empty for any.

    `wanted_sub`: the only person the service takes, empty for any. `login_hint`: fills in the user name field.
    """

    scopes: tuple[str, ...]
    state: str = ""
    nonce: str = ""
    challenge: str = ""
    claims: tuple[str, ...] = ()
    essential_acr: tuple[str, ...] = ()
    wanted_sub: str = ""
    login_hint: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def checked(asked: AuthorizationRequest) -> CheckedRequest:
    parameters = asked.parameters
    return CheckedRequest(
        scopes=tuple(scope for scope in parameters.words("scope") if scope in SCOPES),
        state=parameters.get("state"),
        nonce=parameters.get("nonce"),
        challenge=parameters.get("code_challenge"),
        claims=asked.claims.names,
        essential_acr=asked.claims.acr_values if asked.claims.is_acr_essential else (),
        wanted_sub=asked.wanted_sub,
        login_hint=parameters.get("login_hint"),
    )


def from_json(kept: dict[str, Any]) -> CheckedRequest:
    values: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in kept.items()}
    return CheckedRequest(**values)
