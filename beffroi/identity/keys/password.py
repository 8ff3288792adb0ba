"""Passwords: Argon2id of a keyed hash, so that a stolen table is worth nothing without the pepper (PW-07).

NFC before anything (NIST SP 800-63B-4 PWD-CHAR), every byte counts, nothing is cut off (PW-02). The hashes at work at
once are bounded: each takes `PASSWORD_MEMORY_KIB` of memory.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator

from beffroi.identity import policies
from beffroi.kernel.errors import Unavailable

_gate = BoundedSemaphore(policies.HASHES_AT_ONCE)
_HOUSE_WORDS = (
    "beffroi",
    "cpas",
    "ocmw",
    "oshz",
    "belgique",
    "belgie",
    "belgien",
    "password",
    "motdepasse",
    "wachtwoord",
)


@contextmanager
def _at_work() -> Iterator[None]:
    if not _gate.acquire(timeout=policies.HASH_WAIT_SECONDS):
        raise Unavailable("unavailable")
    try:
        yield
    finally:
        _gate.release()


@cache
def _hasher(memory_kib: int, rounds: int) -> PasswordHasher:
    return PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)


def _present() -> PasswordHasher:
    return _hasher(settings.PASSWORD_MEMORY_KIB, settings.PASSWORD_ROUNDS)


def _peppered(password: str) -> str:
    text = unicodedata.normalize("NFC", password).encode()
    return hmac.new(settings.PASSWORD_PEPPER, text, hashlib.sha256).hexdigest()


def hash_of(password: str) -> str:
    with _at_work():
        return _present().hash(_peppered(password))


@cache
def _nobodys(memory_kib: int, rounds: int) -> str:
    return _hasher(memory_kib, rounds).hash(_peppered("nobody has this password"))


def nobodys_hash() -> str:
    """What an unknown name's password is compared with, so that its answer takes as long (PW-10)."""
    return _nobodys(settings.PASSWORD_MEMORY_KIB, settings.PASSWORD_ROUNDS)


def is_right(typed: str, stored: str | None) -> bool:
    """One Argon2id verification, whether or not there is a hash to compare with."""
    reference = stored or nobodys_hash()
    with _at_work():
        try:
            return _present().verify(reference, _peppered(typed)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    return _present().check_needs_rehash(stored)


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def weakness(password: str, own_words: Iterable[str] = ()) -> str:
    """Why a new password is refused, or "": `password_too_short`, `…_too_long`, `…_common`, `…_about_you`.

    `own_words`: the person's names, user name and address. No rule about kinds of characters (PW-05).
    """
    text = unicodedata.normalize("NFC", password)
    if len(text) < policies.PASSWORD_SHORTEST:
        return "password_too_short"
    if len(text) > policies.PASSWORD_LONGEST:
        return "password_too_long"
    folded = text.casefold()
    if folded in _common() or len(set(folded)) < 4:
        return "password_common"
    words = [w.casefold() for w in own_words if len(w) >= 3]
    if _made_of(folded, words):
        return "password_about_you"
    return "password_common" if _made_of(folded, [*words, *_HOUSE_WORDS]) else ""


def _made_of(folded: str, words: list[str]) -> bool:
    """Nothing is left but digits and signs once the words are taken out."""
    rest = folded
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != folded and not re.sub(r"[\W\d_]", "", rest)
