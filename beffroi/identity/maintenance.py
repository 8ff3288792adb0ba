"""Maintenance windows, learnt from the portal by protocol (`MAINTENANCE_URL`). Whatever goes wrong, nothing is shown:
signing in never depends on it.

Asked once a minute and process, by one request while the others go on with what is known.
"""

import json
import logging
import time
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

import httpx
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beffroi.kernel import clock
from beffroi.kernel.localized import Localized
from beffroi.ui.page import Notice

log = logging.getLogger("beffroi.identity.maintenance")
SECONDS = 60  # how long an answer, or none, is kept
PATIENCE = 0.5  # seconds; a person waits
LARGEST = 64 * 1024  # bytes
MOST = 5  # windows
_SEVERITIES = frozenset({"info", "success", "warning", "danger"})


@dataclass(frozen=True, slots=True)
class Window:
    begins_at: datetime
    ends_at: datetime
    severity: str
    title: Localized


class Known:
    """What was learnt last."""

    def __init__(self) -> None:
        self._windows: tuple[Window, ...] = ()
        self._until = 0.0
        self._lock = Lock()

    def windows(self) -> tuple[Window, ...]:
        if time.monotonic() >= self._until and self._lock.acquire(blocking=False):
            try:
                self._windows = _asked(settings.MAINTENANCE_URL)
                self._until = time.monotonic() + SECONDS
            finally:
                self._lock.release()
        return self._windows

    def forget(self) -> None:
        self._windows, self._until = (), 0.0


known = Known()


def notices(language: str) -> tuple[Notice, ...]:
    """Those not over yet, in the reader's language or marked as being in another."""
    if not settings.MAINTENANCE_URL:
        return ()
    now = clock.now()
    return tuple(_notice(each, language) for each in known.windows() if now < each.ends_at)


def _notice(window: Window, language: str) -> Notice:
    title = window.title.in_language(language)
    times = {
        "from": date_format(window.begins_at.astimezone(clock.BELGIUM), "SHORT_DATETIME_FORMAT"),
        "until": date_format(window.ends_at.astimezone(clock.BELGIUM), "SHORT_DATETIME_FORMAT"),
    }
    when = _("Maintenance from %(from)s until %(until)s, Belgian time.") % times
    return Notice(window.severity, when, title.value, title.language if title.is_missing else "")


def _asked(address: str) -> tuple[Window, ...]:
    """No redirects, proxies or credentials; a long, late or odd answer is none."""
    try:
        with httpx.stream("GET", address, timeout=PATIENCE, follow_redirects=False, trust_env=False) as response:
            if response.status_code != 200:
                raise ValueError(f"status {response.status_code}")
            body = b""
            for part in response.iter_bytes():
                body += part
                if len(body) > LARGEST:
                    raise ValueError("too long")
        return _read(body)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError, KeyError, AttributeError) as error:
        log.info("no maintenance windows: %s", type(error).__name__)
        return ()


def _read(body: bytes) -> tuple[Window, ...]:
    """Raises `ValueError` and its like on anything unexpected."""
    return tuple(_window(each) for each in json.loads(body)["windows"][:MOST])


def _window(each: dict[str, Any]) -> Window:
    begins_at, ends_at = (datetime.fromisoformat(each[name]) for name in ("from", "until"))
    title = Localized({str(code): str(text)[:200] for code, text in each["title"].items()})
    if begins_at.tzinfo is None or ends_at.tzinfo is None or each["severity"] not in _SEVERITIES:
        raise ValueError("not a window")
    return Window(begins_at, ends_at, each["severity"], title)
