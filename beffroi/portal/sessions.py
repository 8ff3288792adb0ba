"""The portal's session store (`SESSION_ENGINE`): one sealed row a browser, found by the hash of the cookie's key.

A session ends when idle (IDLE_MINUTES), at its absolute end, at sign-out, and when the provider ends its own. An ended
session is gone at once, everywhere: nothing about it lives in the browser but the key.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction

from beffroi.kernel import clock
from beffroi.kernel.seal import CannotUnseal, seal, unseal
from beffroi.portal.models import Session

_PURPOSE = "portal.session"
_TOUCH_EVERY = timedelta(minutes=1)
_ANONYMOUS_LIFE = timedelta(hours=1)  # it only carries a sign-in under way


def hash_of(session_key: str) -> bytes:
    return hashlib.sha256(session_key.encode()).digest()


def _idle() -> timedelta:
    """IDLE_MINUTES, and the minute in which a request need not have been written down: never earlier than the page,
    which counts for itself, has told the person."""
    return timedelta(minutes=settings.IDLE_MINUTES) + _TOUCH_EVERY


class SessionStore(SessionBase):
    """Django's session interface. The keys `account_id`, `sid`, `sub` and `absolute_until` (ISO 8601)
    are columns too."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.idle_until: datetime | None = None

    def load(self) -> dict[str, Any]:
        """One statement. A session that is over, unknown or sealed under a lost key is an empty one."""
        now = clock.now()
        row = (
            Session.objects.filter(key_hash=hash_of(self.session_key or ""), idle_until__gt=now, absolute_until__gt=now)
            .values_list("data", "idle_until")
            .first()
        )
        try:
            if row is not None:
                data: dict[str, Any] = json.loads(unseal(row[0], _PURPOSE))
                self.idle_until = row[1]
                return data
        except CannotUnseal:
            pass
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(key_hash=hash_of(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # not in the stubs
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        row = self._row(self._get_session(no_load=must_create))  # type: ignore[attr-defined]  # not in the stubs
        if must_create:
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError:
                raise CreateError from None
        elif not Session.objects.filter(key_hash=row.key_hash).update(
            data=row.data,
            account_id=row.account_id,
            sid=row.sid,
            sub=row.sub,
            idle_until=row.idle_until,
            absolute_until=row.absolute_until,
        ):
            raise UpdateError  # it was ended meanwhile, elsewhere: it does not come back to life

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(key_hash=hash_of(key)).delete()

    def touch(self) -> None:
        """Somebody is there: the idle end moves, written at most once a minute."""
        end = clock.now() + _idle()
        if self.session_key and self.idle_until and end - self.idle_until > _TOUCH_EVERY:
            Session.objects.filter(key_hash=hash_of(self.session_key)).update(idle_until=end)
            self.idle_until = end

    @classmethod
    def clear_expired(cls) -> None:
        now = clock.now()
        Session.objects.filter(absolute_until__lt=now).delete()
        Session.objects.filter(idle_until__lt=now - timedelta(days=1)).delete()

    def _row(self, data: dict[str, Any]) -> Session:
        now = clock.now()
        end = data.get("absolute_until")
        account = data.get("account_id")
        self.idle_until = now + _idle()
        return Session(
            key_hash=hash_of(self.session_key or ""),
            data=seal(json.dumps(data), _PURPOSE),
            account_id=UUID(account) if account else None,
            sid=data.get("sid", ""),
            sub=data.get("sub", ""),
            idle_until=self.idle_until,
            absolute_until=datetime.fromisoformat(end) if end else now + _ANONYMOUS_LIFE,
        )
