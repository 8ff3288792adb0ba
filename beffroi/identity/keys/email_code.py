"""The code sent by e-mail: 8 digits, five minutes, five tries, for one sign-in in one browser (EM-01 … EM-07)."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from beffroi.identity import policies
from beffroi.identity.models import EmailCode, Key, Transaction
from beffroi.kernel import throttle
from beffroi.kernel.jobs import enqueue
from beffroi.kernel.seal import keyed_hash
from beffroi.kernel.verdict import PERMITTED, Verdict, refused

# Counts the try and spends the code in one statement: parallel tries cannot pass five, nor use it twice.
_SPEND = """
UPDATE identity_emailcode
SET tries = tries + 1, consumed_at = CASE WHEN code_hash = %(hash)s THEN %(now)s END
WHERE transaction_id = %(reference)s AND consumed_at IS NULL AND expires_at > %(now)s AND tries < %(tries)s
RETURNING consumed_at IS NOT NULL
"""


def ask(under_way: Transaction, key: Key, now: datetime) -> Verdict:
    """Queues the mail. The job makes the code: it never stands in the queue."""
    sends = throttle.attempt("identity.sends", str(key.person_id), policies.SENDS)
    if not sends.is_admitted:
        return refused("too_many_sends", retry_after=sends.retry_after)
    from beffroi.identity.handlers import send_email_code

    with transaction.atomic():
        EmailCode.objects.update_or_create(
            transaction=under_way,
            defaults={"asked_at": now},
            create_defaults={"asked_at": now, "expires_at": now + policies.EMAIL_CODE_LIFETIME},
        )
        enqueue(send_email_code, reference=under_way.reference, asked_at=now.isoformat())
    return PERMITTED


def accepts(under_way: Transaction, key: Key, code: str, now: datetime) -> Verdict:
    values: dict[str, Any] = {
        "reference": under_way.reference,
        "hash": hash_of(under_way.reference, code),
        "now": now,
        "tries": policies.EMAIL_CODE_TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, values)
        row = cursor.fetchone()
    if row is None:
        return _why_not(under_way, now)
    return PERMITTED if row[0] else refused("code_wrong")


def hash_of(reference: str, code: str) -> bytes:
    """Bound to its transaction: the same digits are worth nothing in another (EM-03)."""
    return keyed_hash(f"{reference}\0{code}", "identity.email_code")


def _why_not(under_way: Transaction, now: datetime) -> Verdict:
    sent = EmailCode.objects.filter(transaction=under_way).first()
    if sent is None or sent.expires_at <= now:
        return refused("code_expired")
    return refused("code_used" if sent.consumed_at else "code_tries_spent")
