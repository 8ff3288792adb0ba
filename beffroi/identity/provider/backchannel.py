"""Logout tokens, and their way to the services (OpenID Connect Back-Channel Logout 1.0)."""

import logging
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from functools import cache
from typing import Any

import httpx
from django.conf import settings

from beffroi.identity.models import Session
from beffroi.identity.provider import signing
from beffroi.identity.provider.models import Client
from beffroi.identity.provider.subjects import sub_for
from beffroi.kernel import clock

log = logging.getLogger("beffroi.identity.logout")
EVENT = "http://schemas.openid.net/event/backchannel-logout"
TOKEN_LIFETIME = timedelta(minutes=2)
PATIENCE = 3.0  # seconds for all services together: the person waits for the page
AT_ONCE = 8


@cache
def _http() -> httpx.Client:
    """No redirects: only addresses in the register are ever called. No proxy or credentials from the environment."""
    return httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False)


def logout_token(session: Session, client: Client) -> str:
    """§2.4: `typ` logout+jwt, `sub` and `sid`, the event, and no nonce, so it cannot pass for an ID token."""
    now = clock.now()
    claims: dict[str, Any] = {
        "iss": settings.IDENTITY_ORIGIN,
        "aud": client.client_id,
        "iat": int(now.timestamp()),
        "exp": int((now + TOKEN_LIFETIME).timestamp()),
        "jti": secrets.token_urlsafe(16),
        "sub": sub_for(session.person_id, client.sector),
        "sid": session.sid,
        "events": {EVENT: {}},
    }
    return signing.sign(claims, typ="logout+jwt")


def tell_all(tokens: Mapping[int, tuple[str, str]]) -> set[int]:
    """Sends to all at once, for at most `PATIENCE` seconds. `tokens`: a number of the caller's to (address, token).

    Returns the numbers of those that confirmed (§2.8: 200, or 204). No database is touched in the threads.
    """
    if not tokens:
        return set()
    pool = ThreadPoolExecutor(max_workers=min(AT_ONCE, len(tokens)), thread_name_prefix="logout")
    running = {pool.submit(_tell, *sent): number for number, sent in tokens.items()}
    done, _ = wait(running, timeout=PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    return {running[future] for future in done if future.result()}


def _tell(address: str, token: str) -> bool:
    try:
        # Streamed: the status is all we want, and a service cannot make us read without end.
        with _http().stream("POST", address, data={"logout_token": token}) as response:
            status = response.status_code
    except httpx.HTTPError as error:
        log.warning("back-channel logout at %s failed: %s", address, type(error).__name__)
        return False
    if status not in {200, 204}:
        log.warning("back-channel logout at %s answered %s", address, status)
    return status in {200, 204}
