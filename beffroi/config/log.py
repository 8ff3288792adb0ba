"""What the processes write to their screen: one line an event, in UTC, without personal data."""

import logging
import time
from typing import Any


class Line(logging.Formatter):
    @staticmethod
    def converter(seconds: float | None) -> time.struct_time:
        return time.gmtime(seconds)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": Line,
            "format": "{asctime}.{msecs:03.0f}Z {levelname} {name} {message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S",
            "style": "{",
        }
    },
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["screen"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "CRITICAL"},  # answered and logged with a reference by kernel.http.errors
        "django.security": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
    },
}
