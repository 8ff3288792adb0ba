"""The provider's answer, judged."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from beffroi.portal.oidc import pending, provider, wire
from beffroi.portal.oidc.beginning import callback_address
from beffroi.portal.oidc.errors import SignInCancelled, SignInFailed
from beffroi.portal.oidc.id_token import judge
from beffroi.portal.oidc.pending import Pending
from beffroi.portal.oidc.profiles import profile
from beffroi.portal.oidc.signed import Unsigned, opened

log = logging.getLogger("beffroi.portal.oidc")

# What the provider may say instead of a code (OpenID Connect Core §3.1.2.6), and what the person is told.
_REFUSALS = {
    "login_required": "sign_in_again",
    "interaction_required": "sign_in_again",
    "account_selection_required": "sign_in_again",
    "unmet_authentication_requirements": "sign_in_no_such_key",
}


@dataclass(frozen=True)
class Recognised:
    """`niss`: eleven digits, or empty without a legal basis. `amr`: RFC 8176 values. `auth_time`: aware, when the key
    was used. `return_to`: the local path the person wanted."""

    sub: str
    sid: str
    level: int
    amr: tuple[str, ...]
    auth_time: datetime
    name: str
    niss: str
    language: str
    id_token: str
    return_to: str


def finish(request: HttpRequest) -> Recognised:
    """Raises `SignInCancelled`, `SignInFailed` and `ProviderUnreachable`; then nobody is recognised."""
    answer = request.GET
    sign_in = pending.take(request.session, answer.get("state", ""))
    if sign_in is None:
        raise SignInFailed("sign_in_unknown")
    _check_issuer(answer.get("iss", ""))
    if error := answer.get("error", ""):
        raise _refusal(error, sign_in)
    tokens = _tokens(answer.get("code", ""), sign_in)
    claims = _id_token(str(tokens.get("id_token", "")), str(tokens.get("access_token", "")), sign_in)
    person = _userinfo(str(tokens["access_token"]), claims["sub"])
    return _recognised(claims, person, str(tokens["id_token"]), sign_in)


def _check_issuer(iss: str) -> None:
    """RFC 9207 §2.4: an answer of another provider is refused before anything else in it is read."""
    addresses = provider.addresses()
    if iss != addresses.issuer and (iss or addresses.sends_iss):
        raise _invalid("iss of the answer")


def _refusal(error: str, sign_in: Pending) -> SignInFailed:
    if error == "access_denied":
        return SignInCancelled(sign_in.return_to)
    if error not in _REFUSALS:
        log.error("the provider refused our request: %s", error[:80])
    return SignInFailed(_REFUSALS.get(error, "sign_in_refused"))


def _tokens(code: str, sign_in: Pending) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": callback_address(),
        "code_verifier": sign_in.verifier,
    }
    status, tokens = wire.post(provider.addresses().token, form)
    if status != 200 or str(tokens.get("token_type", "")).lower() != "bearer" or not tokens.get("access_token"):
        log.warning("the token endpoint answered %s %s", status, str(tokens.get("error", ""))[:80])
        raise SignInFailed("sign_in_unknown" if tokens.get("error") == "invalid_grant" else "sign_in_refused")
    return tokens


def _id_token(id_token: str, access_token: str, sign_in: Pending) -> dict[str, Any]:
    try:
        token = opened(id_token)
    except Unsigned as error:
        raise _invalid(f"signature ({error})") from error
    if failed := judge(token.claims, sign_in, access_token):
        raise SignInFailed("sign_in_key_too_weak") if failed == "acr" else _invalid(failed)
    return token.claims


def _userinfo(access_token: str, sub: str) -> dict[str, Any]:
    """OpenID Connect Core §5.3.2: an answer about somebody else is not used."""
    person = wire.get(provider.addresses().userinfo, access_token)
    if person.get("sub") != sub:
        raise _invalid("sub of userinfo")
    return person


def _recognised(claims: dict[str, Any], person: dict[str, Any], id_token: str, sign_in: Pending) -> Recognised:
    names = profile().claims
    amr = claims.get("amr")
    return Recognised(
        sub=claims["sub"],
        sid=str(claims.get("sid", "")),
        level=profile().level_of(str(claims.get("acr", ""))),
        amr=tuple(str(value) for value in amr) if isinstance(amr, list) else (),
        auth_time=datetime.fromtimestamp(claims.get("auth_time") or claims["iat"], UTC),
        name=str(person.get(names["name"], "")),
        niss=str(person.get(names["niss"], "")),
        language=_spoken(str(person.get(names["language"], ""))),
        id_token=id_token,
        return_to=sign_in.return_to,
    )


def _spoken(locale: str) -> str:
    """`locale` as one of our languages, else the one of this page."""
    language = locale[:2].lower()
    return language if language in dict(settings.LANGUAGES) else str(get_language())


def _invalid(what: str) -> SignInFailed:
    log.error("the provider's answer is refused: %s", what)
    return SignInFailed("sign_in_answer_invalid")
