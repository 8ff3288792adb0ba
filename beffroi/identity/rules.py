"""Pure rules of sign-in: plain values in and out; the instant is an argument."""

import hmac
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from beffroi.kernel.verdict import PERMITTED, Verdict, refused

# --- Names -----------------------------------------------------------------------------------------------------------


def folded_user_name(typed: str) -> str:
    """One name, however typed: NFKC, case folded, no outer blanks."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold()).strip()


def masked_email(address: str) -> str:
    """`a•••@example.org`: enough for its owner, little for others."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"


# --- Events of a session (SU-06) ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Event:
    """One use of a key. It counts until `until`: at the latest the absolute lifetime of its level."""

    key: str
    level: int
    at: datetime
    until: datetime

    def as_json(self) -> dict[str, str | int]:
        return {"key": self.key, "level": self.level, "at": self.at.isoformat(), "until": self.until.isoformat()}

    @classmethod
    def from_json(cls, row: dict[str, str]) -> "Event":
        return cls(
            row["key"], int(row["level"]), datetime.fromisoformat(row["at"]), datetime.fromisoformat(row["until"])
        )


def counting(events: Iterable[Event], now: datetime) -> list[Event]:
    """Those still counting, strongest first, the latest of equals first."""
    return sorted((e for e in events if e.until > now), key=lambda e: (e.level, e.at), reverse=True)


def with_event(events: Iterable[Event], new: Event) -> list[Event]:
    """The latest use of each key. A weak event neither lifts nor prolongs a strong one."""
    return [*(e for e in events if e.key != new.key), new]


@dataclass(frozen=True, slots=True)
class Demand:
    """What a service asks of the sign-in. `max_age`: seconds since the key was shown. `not_before`: no older event
    will do (`prompt=login`)."""

    min_level: int
    allowed_keys: tuple[str, ...] = ()
    max_age: int | None = None
    not_before: datetime | None = None


def answering_event(events: Sequence[Event], demand: Demand, now: datetime) -> tuple[Event | None, Verdict]:
    """The strongest event that satisfies `demand`, or None and why not."""
    reason = "not_signed_in"
    for event in counting(events, now):
        verdict = _satisfies(event, demand, now)
        if verdict:
            return event, PERMITTED
        reason = verdict.reason if reason == "not_signed_in" else reason
    return None, refused(reason, min_level=demand.min_level)


def _satisfies(event: Event, demand: Demand, now: datetime) -> Verdict:
    if event.level < demand.min_level:
        return refused("level_too_low")
    if demand.allowed_keys and event.key not in demand.allowed_keys:
        return refused("key_not_accepted")
    if demand.not_before is not None and event.at < demand.not_before:
        return refused("must_authenticate")
    if demand.max_age is not None and now - event.at > timedelta(seconds=demand.max_age):
        return refused("too_long_ago")
    return PERMITTED


# --- Codes ---------------------------------------------------------------------------------------------------------------

CARD_ALPHABET = "ABCDEFGHJKMNPRSTWXYZ"  # 20 letters without I, L, O, Q, U, V: 25.9 bits a code (TC-01)
CARD_POSITIONS = 24
CARD_LETTERS = 6
APP_DIGITS = 6
EMAIL_DIGITS = 8


def new_email_code() -> str:
    return f"{secrets.randbelow(10**EMAIL_DIGITS):0{EMAIL_DIGITS}d}"


def new_card_code() -> str:
    return "".join(secrets.choice(CARD_ALPHABET) for _ in range(CARD_LETTERS))


def typed_code(typed: str) -> str:
    """What stands between the characters does not count, nor their case; full-width digits are digits."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(c for c in text if c.isascii() and c.isalnum())


def app_step(now: datetime, step_seconds: int = 30) -> int:
    """The time step of RFC 6238 §4.2; the server's clock only (TO-06)."""
    return int(now.timestamp()) // step_seconds


def app_code(secret: bytes, step: int, digits: int = APP_DIGITS) -> str:
    """TOTP with HMAC-SHA-1, which every app knows (RFC 6238, RFC 4226 §5.3)."""
    generator = HOTP(secret, digits, SHA1(), enforce_key_length=False)  # noqa: S303 - HMAC does not need collisions
    return generator.generate(step).decode()


def app_step_of(secret: bytes, code: str, now: datetime) -> int | None:
    """The step `code` belongs to: the current one or the one before (TO-02); compared in constant time."""
    current = app_step(now)
    matches = [step for step in (current, current - 1) if hmac.compare_digest(app_code(secret, step), code)]
    return matches[0] if matches else None
