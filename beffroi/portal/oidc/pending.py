"""Sign-ins under way, kept in the portal's server-side session: several tabs may each have one."""

import secrets
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from beffroi.kernel import clock

LIFETIME = timedelta(minutes=10)
AT_ONCE = 8
_NAME = "sign_ins"


@dataclass(frozen=True)
class Pending:
    """`level`: asked of the provider, 0 for none. `begun_at`: seconds since 1970. `is_forced`: a key had to be used."""

    state: str
    nonce: str
    verifier: str
    return_to: str
    level: int
    is_forced: bool
    begun_at: int

    @property
    def challenge(self) -> str:
        """S256 (RFC 7636 §4.2)."""
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


def remember(session: SessionBase, *, return_to: str, level: int, is_forced: bool) -> Pending:
    """The oldest gives way when there are too many."""
    made = Pending(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        return_to=return_to,
        level=level,
        is_forced=is_forced,
        begun_at=int(clock.now().timestamp()),
    )
    others = sorted(_live(session), key=lambda each: each.begun_at)[-(AT_ONCE - 1) :]
    _keep(session, [*others, made])
    return made


def take(session: SessionBase, state: str) -> Pending | None:
    """Once: whatever happens next, the same answer is not judged again."""
    live = _live(session)
    found = next((each for each in live if state and each.state == state), None)
    if found is not None:
        _keep(session, [each for each in live if each is not found])
    return found


def _live(session: SessionBase) -> list[Pending]:
    kept: list[dict[str, Any]] = session.get(_NAME, [])
    oldest = (clock.now() - LIFETIME).timestamp()
    return [each for row in kept if (each := Pending(**row)).begun_at >= oldest]


def _keep(session: SessionBase, pending: list[Pending]) -> None:
    session[_NAME] = [asdict(each) for each in pending]
