"""Which check guards which endpoint, in the order they run. The first refusal is the answer."""

from collections.abc import Callable
from typing import TypeVar

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.checks.authorization import (
    claims_readable,
    client_known,
    id_token_hint_ours,
    lengths_bounded,
    level_reachable,
    max_age_is_number,
    no_request_object,
    parameters_once,
    pkce_s256,
    prompt_known,
    redirect_uri_registered,
    response_mode_is_query,
    response_type_is_code,
    scope_registered,
)
from beffroi.identity.provider.checks.logout import address_registered, client_consistent, hint_ours
from beffroi.identity.provider.checks.logout import parameters_once as logout_parameters_once
from beffroi.identity.provider.checks.token import (
    client_authenticated,
    code_fresh,
    code_known,
    code_present,
    code_unspent,
    grant_is_code,
    one_authentication,
    redirect_uri_same,
    session_alive,
    verifier_matches,
)
from beffroi.identity.provider.checks.token import parameters_once as token_parameters_once
from beffroi.identity.provider.logout_request import LogoutRequest
from beffroi.identity.provider.redemption import Redemption
from beffroi.identity.provider.token_request import TokenRequest

Asked = TypeVar("Asked")

# Before these two pass, there is no address to answer to: they refuse by a page (`BadRequest`).
DOOR: tuple[Callable[[AuthorizationRequest], None], ...] = (
    client_known.check,
    redirect_uri_registered.check,
)
AUTHORIZATION: tuple[Callable[[AuthorizationRequest], None], ...] = (
    parameters_once.check,
    no_request_object.check,
    response_type_is_code.check,
    response_mode_is_query.check,
    lengths_bounded.check,
    scope_registered.check,
    pkce_s256.check,
    prompt_known.check,
    max_age_is_number.check,
    claims_readable.check,
    id_token_hint_ours.check,
    level_reachable.check,
)
TOKEN: tuple[Callable[[TokenRequest], None], ...] = (
    token_parameters_once.check,
    one_authentication.check,
    client_authenticated.check,
    grant_is_code.check,
    code_present.check,
)
REDEMPTION: tuple[Callable[[Redemption], None], ...] = (
    code_known.check,
    code_unspent.check,
    code_fresh.check,
    redirect_uri_same.check,
    verifier_matches.check,
    session_alive.check,
)
LOGOUT: tuple[Callable[[LogoutRequest], None], ...] = (
    logout_parameters_once.check,
    hint_ours.check,
    client_consistent.check,
    address_registered.check,
)


def guard(checks: tuple[Callable[[Asked], None], ...], asked: Asked) -> None:
    for check in checks:
        check(asked)
