"""A service redeems its code for tokens."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from beffroi.identity import browser
from beffroi.identity.provider import signing
from beffroi.identity.provider.id_token import id_token_claims
from beffroi.identity.provider.matrix import REDEMPTION, guard
from beffroi.identity.provider.models import AccessToken
from beffroi.identity.provider.redemption import RedeemedCode, Redemption
from beffroi.identity.provider.token_request import TokenRequest
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor

ACCESS_TOKEN_LIFETIME = timedelta(minutes=10)

# Of two that come at once, the second waits for the first's row lock and then sees it redeemed: a replay.
_REDEEM = """
UPDATE identity_provider_authorizationcode AS code SET
  redeemed_at = COALESCE(code.redeemed_at, %(now)s),
  replayed_at = CASE WHEN code.redeemed_at IS NULL THEN NULL ELSE COALESCE(code.replayed_at, %(now)s) END
FROM identity_session AS session
WHERE session.id = code.session_id AND code.code_hash = %(code_hash)s AND code.client_id = %(client)s
RETURNING code.id, code.client_id, code.redirect_uri, code.nonce, code.challenge, code.acr, code.amr,
  code.authenticated_at, code.expires_at, code.replayed_at IS NULL, session.sid, session.person_id, session.ended_at
"""


@dataclass(frozen=True, slots=True)
class Tokens:
    """`expires_in`: seconds the access token lives."""

    access_token: str
    id_token: str
    expires_in: int

    @property
    def answer(self) -> dict[str, str | int]:
        """RFC 6749 §5.1, OpenID Connect Core §3.1.3.3."""
        return {**asdict(self), "token_type": "Bearer"}


def redeem_code(*, asked: TokenRequest, by: Actor) -> Tokens:
    """Raises the errors of `matrix.REDEMPTION`. A code is spent by the first try, even a wrong one; nothing is issued
    unless every check passes."""
    redemption = Redemption(asked, _spend(asked), clock.now())
    _record_replay(redemption, by)
    guard(REDEMPTION, redemption)
    code, access_token = redemption.known_code, browser.new_secret()
    AccessToken.objects.create(
        token_hash=browser.hashed(access_token),
        code_id=code.id,
        created_at=redemption.at,
        expires_at=redemption.at + ACCESS_TOKEN_LIFETIME,
    )
    id_token = signing.sign(id_token_claims(code, asked.known_client.sector, access_token))
    return Tokens(access_token, id_token, int(ACCESS_TOKEN_LIFETIME.total_seconds()))


def _spend(asked: TokenRequest) -> RedeemedCode | None:
    values: dict[str, Any] = {
        "now": clock.now(),
        "code_hash": browser.hashed(asked.parameters.get("code")),
        "client": asked.known_client.client_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_REDEEM, values)
        row = cursor.fetchone()
    return RedeemedCode(*row) if row else None


def _record_replay(redemption: Redemption, by: Actor) -> None:
    if redemption.code is not None and not redemption.code.is_first:
        details = {"client": redemption.code.client_id, "session": redemption.code.sid}
        audit.record("identity.code.redeemed", by=by, result="refused", reason="replayed", details=details)
