"""The code of a mobile app: RFC 6238, 6 digits, 30 seconds, the current step or the one before (TO-01 … TO-06)."""

import base64
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from django.db import connection

from beffroi.identity import rules
from beffroi.identity.models import Key, MobileApp, Transaction
from beffroi.kernel.verdict import PERMITTED, Verdict, refused

SECRET_BYTES = 20  # 160 bits (TO-04)
ISSUER = "Beffroi"

_SPEND = "UPDATE identity_mobileapp SET last_step = %(step)s WHERE key_id = %(key)s AND last_step < %(step)s"


def ask(under_way: Transaction, key: Key, now: datetime) -> Verdict:
    return PERMITTED  # the app shows its code by itself


def accepts(under_way: Transaction | None, key: Key, code: str, now: datetime) -> Verdict:
    app = MobileApp.objects.filter(key=key).first()
    step = rules.app_step_of(decoded(str(app.secret)), code, now) if app else None
    if step is None:
        return refused("code_wrong")
    return PERMITTED if spend(key, step) else refused("code_used")


def spend(key: Key, step: int) -> bool:
    """True for one caller a step, and never for an earlier step again (TO-03)."""
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"step": step, "key": key.pk})
        return bool(cursor.rowcount == 1)


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def decoded(secret: str) -> bytes:
    """From Base32 as apps take it, with or without blanks and padding. Raises `ValueError`."""
    text = secret.replace(" ", "").upper().rstrip("=")
    return base64.b32decode(text + "=" * (-len(text) % 8))


def address_for_app(secret: str, user_name: str) -> str:
    """The `otpauth` address a QR code carries."""
    label = quote(f"{ISSUER}:{user_name}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret.rstrip('='), 'issuer': ISSUER})}"
