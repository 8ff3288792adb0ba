"""A person was recognised: the service gets a code. One statement answers the transaction and writes the code, so
there is no code without an open transaction, and no second one from the same (test OP-CODE)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from beffroi.identity import browser
from beffroi.identity.actions import finish_transaction
from beffroi.identity.keys import catalogue
from beffroi.identity.models import Session, Transaction
from beffroi.identity.provider import checked_request
from beffroi.identity.provider.checked_request import CheckedRequest
from beffroi.identity.provider.levels import answered_acr
from beffroi.identity.rules import Event
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import Gone

CODE_LIFETIME = timedelta(seconds=60)

_ANSWERED = """
UPDATE identity_transaction SET finished_at = %(now)s
WHERE reference = %(reference)s AND finished_at IS NULL AND expires_at > %(now)s
RETURNING client_id, redirect_uri
"""
_GIVEN = "SELECT %(client)s::text AS client_id, %(redirect_uri)s::text AS redirect_uri"
_ISSUE = """
WITH answered AS ({source}), visit AS (
  INSERT INTO identity_provider_servicevisit (session_id, client_id, first_at, last_at)
  SELECT %(session)s, client_id, %(now)s, %(now)s FROM answered
  ON CONFLICT (session_id, client_id) DO UPDATE SET last_at = EXCLUDED.last_at
)
INSERT INTO identity_provider_authorizationcode
  (code_hash, client_id, session_id, redirect_uri, scopes, claims, nonce, challenge, acr, amr,
   authenticated_at, created_at, expires_at)
SELECT %(code_hash)s, client_id, %(session)s, redirect_uri, %(scopes)s, %(claims)s, %(nonce)s, %(challenge)s, %(acr)s,
  %(amr)s, %(authenticated_at)s, %(now)s, %(expires_at)s
FROM answered
"""


@transaction.atomic
def answer_transaction(*, answered: Transaction, session: Session, event: Event, by: Actor) -> str:
    """The code for the service. `event`: the use of a key that satisfies it. Raises `Gone` when answered before."""
    request = checked_request.from_json(answered.request)
    code = _issue(_ANSWERED, {"reference": answered.reference}, request, session, event)
    if not code:
        raise Gone("sign_in_finished")
    _record(answered.client_id, by, event, is_silent=False)
    return code


@transaction.atomic
def issue_code_silently(
    *, client_id: str, redirect_uri: str, request: CheckedRequest, session: Session, event: Event, by: Actor
) -> str:
    """The code for `prompt=none`, to a service this session opened before (SU-07: none is opened in silence)."""
    code = _issue(_GIVEN, {"client": client_id, "redirect_uri": redirect_uri}, request, session, event)
    _record(client_id, by, event, is_silent=True)
    return code


@transaction.atomic
def cancel_transaction(*, cancelled: Transaction, by: Actor) -> None:
    """The person went back without signing in. Raises `Gone` when answered before."""
    if not finish_transaction(cancelled):
        raise Gone("sign_in_finished")
    audit.record(
        "identity.service.opened",
        by=by,
        result="refused",
        reason="cancelled",
        details={"client": cancelled.client_id},
    )


def _issue(source: str, named: Mapping[str, str], request: CheckedRequest, session: Session, event: Event) -> str:
    code, now = browser.new_secret(), clock.now()
    values: dict[str, Any] = {
        **named,
        "now": now,
        "expires_at": now + CODE_LIFETIME,
        "code_hash": browser.hashed(code),
        "session": session.id,
        "scopes": list(request.scopes),
        "claims": list(request.claims),
        "nonce": request.nonce,
        "challenge": request.challenge,
        "acr": answered_acr(event.level, request.essential_acr, catalogue.LEVELS),
        "amr": catalogue.amr_of([event.key]),
        "authenticated_at": event.at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ISSUE.format(source=source), values)
        return code if cursor.rowcount == 1 else ""


def _record(client_id: str, by: Actor, event: Event, *, is_silent: bool) -> None:
    details = {"client": client_id, "key": event.key, "level": event.level, "silent": is_silent}
    audit.record("identity.service.opened", by=by, details=details)
