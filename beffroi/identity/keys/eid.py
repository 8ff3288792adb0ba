"""The eID card by Web eID: it signs 32 random bytes, good once, five minutes, for one sign-in in one browser (EI-02)."""

import base64
import secrets
from datetime import datetime

from django.conf import settings
from django.db import connection

from beffroi.identity import policies
from beffroi.identity.keys.eid_trust import revocation_hosts, trust
from beffroi.identity.models import EidChallenge, Transaction
from beffroi.partners.eid import Expectation, Holder, validate
from beffroi.partners.eid.fetch import get_list, post_ocsp
from beffroi.partners.eid.revocation import OnlineRevocation

NONCE_BYTES = 32
# Spent before anything is checked, whatever the check then says: a challenge is never tried twice.
_SPEND = """
UPDATE identity_eidchallenge SET consumed_at = %(now)s
WHERE transaction_id = %(reference)s AND consumed_at IS NULL AND expires_at > %(now)s
RETURNING nonce
"""


def ask(under_way: Transaction, now: datetime) -> str:
    """A new challenge, in base64; the one before is forgotten."""
    nonce = base64.b64encode(secrets.token_bytes(NONCE_BYTES)).decode()
    values = {"nonce": nonce, "expires_at": now + policies.EID_CHALLENGE_LIFETIME, "consumed_at": None}
    EidChallenge.objects.update_or_create(transaction=under_way, defaults=values)
    return nonce


def spend(under_way: Transaction, now: datetime) -> str | None:
    """The challenge, for the one caller who may use it."""
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"reference": under_way.reference, "now": now})
        row = cursor.fetchone()
    return row[0] if row else None


def holder_of(token: str, nonce: str, now: datetime) -> Holder:
    """Who holds the card that signed `nonce` for this service. Raises `TokenRefused`. May ask OCSP over the network."""
    expectation = Expectation(nonce, settings.IDENTITY_ORIGIN, now)
    revocation = OnlineRevocation(post_ocsp, get_list, hosts=revocation_hosts())
    return validate(token, expectation, trust(), revocation)
