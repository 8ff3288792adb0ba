"""Typed reading of environment variables. What is read is remembered, so that the reference page cannot lie.

Only `config/settings.py` reads the environment; every other module asks Django's settings.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingError(Exception):
    """A variable is missing or malformed; the text names it and says what it takes."""


@dataclass(frozen=True, slots=True)
class Declared:
    name: str
    kind: str
    default: str
    help: str
    is_secret: bool


class Environment:
    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.declared: dict[str, Declared] = {}

    def text(self, name: str, default: str = "", *, help: str, secret: bool = False) -> str:
        return self._read(name, "text", default, help, secret)

    def number(self, name: str, default: int, *, help: str) -> int:
        raw = self._read(name, "whole number", str(default), help, False)
        try:
            return int(raw)
        except ValueError:
            raise SettingError(f"{name} takes a whole number, not “{raw}”. {help}") from None

    def flag(self, name: str, default: bool, *, help: str) -> bool:
        raw = self._read(name, "yes or no", "yes" if default else "no", help, False).lower()
        if raw not in {"yes", "no", "1", "0", "true", "false"}:
            raise SettingError(f"{name} takes yes or no, not “{raw}”. {help}")
        return raw in {"yes", "1", "true"}

    def choice(self, name: str, default: str, choices: tuple[str, ...], *, help: str) -> str:
        raw = self._read(name, " | ".join(c or "(empty)" for c in choices), default, help, False)
        if raw not in choices:
            raise SettingError(f"{name} takes one of {', '.join(choices)}, not “{raw}”. {help}")
        return raw

    def path(self, name: str, default: str, *, help: str) -> Path:
        return Path(self._read(name, "path", default, help, False))

    def words(self, name: str, default: str = "", *, help: str) -> list[str]:
        return [word for word in self._read(name, "list, comma", default, help, False).split(",") if word]

    def key(self, name: str, *, help: str, default: bytes) -> bytes:
        """32 bytes in base64 (`head -c 32 /dev/urandom | base64`)."""
        raw = self._read(name, "32 bytes, base64", "", help, True)
        if not raw:
            return default
        try:
            value = base64.b64decode(raw, validate=True)
        except binascii.Error:
            value = b""
        if len(value) != 32:
            raise SettingError(f"{name} takes 32 bytes in base64. {help}")
        return value

    def _read(self, name: str, kind: str, default: str, help: str, secret: bool) -> str:
        self.declared[name] = Declared(name, kind, default, help, secret)
        return self._values.get(name, "") or default
