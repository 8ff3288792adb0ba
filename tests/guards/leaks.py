"""No national number in a log line or a mail, ever."""

import logging
import re

from django.core import mail

from beffroi.kernel.niss import Niss
from tests.guards.complaints import complain

_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{2}\.?\d{2}\.?\d{2}-?\d{3}[.-]?\d{2}(?!\d)")


def national_numbers(text: str) -> list[str]:
    return [found for found in _ELEVEN_DIGITS.findall(text) if _is_valid(found)]


def _is_valid(text: str) -> bool:
    try:
        Niss.parse(text)
    except ValueError:
        return False
    return True


class LogGuard(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if national_numbers(self.format(record)):
            complain(f"a national number in the log of {record.name}")


def inspect_mails() -> None:
    for message in getattr(mail, "outbox", []):
        parts = [message.subject, message.body, *(str(part[0]) for part in getattr(message, "alternatives", []))]
        if national_numbers(" ".join(map(str, parts))):
            complain(f"a national number in a mail: {message.subject}")
