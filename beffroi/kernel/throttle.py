"""Throttles that survive restarts and parallel requests: one atomic upsert counts before anything is checked.

`free` tries pass at once; each further one opens `first_delay` seconds later, doubling up to `longest_delay`.
A try that comes too early is refused and not counted. At `limit` the subject is shut until it is bound anew
(NIST SP 800-63B-4 §3.2.2: at most 100 consecutive failures). Tests RL-01..RL-07.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from beffroi.kernel import clock
from beffroi.kernel.seal import keyed_hash


@dataclass(frozen=True, slots=True)
class Policy:
    """Delays and `forget_after` in seconds. `limit` 0: never shut for good."""

    free: int
    first_delay: int
    longest_delay: int
    forget_after: int
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """`retry_after`: seconds to wait when not admitted; 0 with `is_shut`."""

    is_admitted: bool
    count: int
    retry_after: int = 0
    is_shut: bool = False


# Open since ever: parallel tries read the clock in another order than they reach the row.
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)

_COUNT = """
INSERT INTO kernel_throttle AS t (bucket, subject, count, token, open_at, forget_at)
VALUES (%(bucket)s, %(subject)s, 1, %(token)s, %(after_first)s, %(forget)s)
ON CONFLICT (bucket, subject) DO UPDATE SET
  count = CASE WHEN t.forget_at <= %(now)s THEN 1 WHEN {shut} OR t.open_at > %(now)s THEN t.count ELSE t.count + 1 END,
  token = CASE WHEN t.forget_at > %(now)s AND ({shut} OR t.open_at > %(now)s) THEN t.token ELSE %(token)s END,
  open_at = CASE
    WHEN t.forget_at <= %(now)s THEN %(after_first)s
    WHEN {shut} OR t.open_at > %(now)s THEN t.open_at
    WHEN t.count + 1 < %(free)s THEN %(always)s
    ELSE %(now)s + make_interval(secs => LEAST(%(longest)s, %(first)s * power(2, LEAST(t.count + 1 - %(free)s, 30))))
  END,
  forget_at = CASE
    WHEN {shut} THEN t.forget_at
    WHEN t.forget_at <= %(now)s THEN %(forget)s
    WHEN t.open_at > %(now)s THEN t.forget_at
    WHEN %(limit)s > 0 AND t.count + 1 >= %(limit)s THEN 'infinity'
    ELSE %(forget)s
  END
RETURNING count, token = %(token)s, open_at
""".format(shut="(%(limit)s > 0 AND t.count >= %(limit)s)")


def attempt(bucket: str, subject: str, policy: Policy) -> Attempt:
    """Counts one try of `subject` (a name, an address: kept as a keyed hash only) and says whether it may go on."""
    now = clock.now()
    values: dict[str, Any] = {
        "bucket": bucket,
        "subject": keyed_hash(subject, f"throttle:{bucket}"),
        "token": secrets.randbits(62),
        "now": now,
        "forget": now + timedelta(seconds=policy.forget_after),
        "free": policy.free,
        "first": policy.first_delay,
        "longest": policy.longest_delay,
        "limit": policy.limit,
        "after_first": now + timedelta(seconds=policy.first_delay) if policy.free <= 1 else _ALWAYS,
        "always": _ALWAYS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        count, admitted, open_at = cursor.fetchone()
    if admitted:
        return Attempt(True, count)
    if policy.limit and count >= policy.limit:
        return Attempt(False, count, is_shut=True)
    return Attempt(False, count, retry_after=max(1, round((open_at - now).total_seconds())))


def forget(bucket: str, subject: str) -> None:
    """After a success, or a new binding."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM kernel_throttle WHERE bucket = %s AND subject = %s",
            [bucket, keyed_hash(subject, f"throttle:{bucket}")],
        )


def give_back(bucket: str, subject: str) -> None:
    """Takes one counted try off after a success, where many share a subject (an office behind one address)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kernel_throttle SET count = GREATEST(count - 1, 0) WHERE bucket = %s AND subject = %s",
            [bucket, keyed_hash(subject, f"throttle:{bucket}")],
        )


def purge() -> int:
    """Removes what is forgotten; returns how many rows."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_throttle WHERE forget_at <= %s", [clock.now()])
        return int(cursor.rowcount)
