"""A sign-in begins with a service's checked request and is answered once."""

from collections.abc import Sequence
from typing import Any

from beffroi.identity import browser, policies
from beffroi.identity.models import Transaction
from beffroi.kernel import clock


def begin_transaction(
    *,
    client_id: str,
    service_name: dict[str, str],
    redirect_uri: str,
    request: dict[str, Any],
    min_level: int,
    allowed_keys: Sequence[str] = (),
    must_authenticate: bool = False,
    max_age: int | None = None,
    language: str,
    browser_secret: str = "",
) -> tuple[Transaction, str]:
    """The transaction, and the secret to give to the browser (`browser.remember`).

    `browser_secret`: what the browser already holds (`browser.secret_of`), so that its other tabs go on.
    """
    secret = browser_secret if len(browser_secret) >= browser.SECRET_BYTES else browser.new_secret()
    now = clock.now()
    transaction = Transaction.objects.create(
        reference=browser.new_secret(),
        browser=browser.hashed(secret),
        client_id=client_id,
        service_name=service_name,
        redirect_uri=redirect_uri,
        request=request,
        min_level=min_level,
        allowed_keys=list(allowed_keys),
        must_authenticate=must_authenticate,
        max_age=max_age,
        language=language,
        created_at=now,
        expires_at=now + policies.TRANSACTION_LIFETIME,
    )
    return transaction, secret


def finish_transaction(transaction: Transaction) -> bool:
    """Marks it answered. True for the one caller who may answer; a second answer, or one too late, gets False."""
    now = clock.now()
    open_ones = Transaction.objects.filter(reference=transaction.reference, finished_at=None, expires_at__gt=now)
    return open_ones.update(finished_at=now) == 1
