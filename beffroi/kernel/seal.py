"""Sealing of what must not be readable in the database, and keyed hashes to find it again.

AES-256-GCM (NIST SP 800-38D) under keys that live outside the database; `purpose` is authenticated data, so a
sealed e-mail address moved into a NISS column does not open. First byte of a sealed value: the key's number.
Look-up: HMAC-SHA-256 under a second key (equal inputs, equal outputs; not reversible without that key).
"""

import hashlib
import hmac
import os
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_NONCE_BYTES = 12


class CannotUnseal(Exception):
    """The value was altered, moved to another purpose, or its key is not configured."""


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(text: str, purpose: str) -> bytes:
    number = max(settings.SEAL_KEYS)
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(settings.SEAL_KEYS[number]).encrypt(nonce, text.encode(), purpose.encode())
    return bytes([number]) + nonce + sealed


def unseal(sealed: bytes | memoryview, purpose: str) -> str:
    value = bytes(sealed)
    try:
        cipher = _cipher(settings.SEAL_KEYS[value[0]])
        return cipher.decrypt(value[1 : 1 + _NONCE_BYTES], value[1 + _NONCE_BYTES :], purpose.encode()).decode()
    except (InvalidTag, KeyError, IndexError, ValueError) as error:
        raise CannotUnseal(purpose) from error


def keyed_hash(text: str, purpose: str) -> bytes:
    """32 bytes. The purpose keeps equal texts of different columns from being compared."""
    return hmac.digest(settings.LOOKUP_KEY, f"{purpose}\0{text}".encode(), hashlib.sha256)


if TYPE_CHECKING:
    _Binary = models.BinaryField[Any, Any]
else:
    _Binary = models.BinaryField


class SealedField(_Binary):
    """Text in Python, sealed bytes in the database. Cannot be searched: keep a `keyed_hash` beside it."""

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **{**kwargs, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def from_db_value(self, value: bytes | None, expression: object, connection: object) -> str | None:
        return None if value is None else unseal(value, self.purpose)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            value = seal(value, self.purpose)
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("A sealed value is not serialised.")
