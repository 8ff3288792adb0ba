"""What production refuses, reason by reason."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import override_settings

from beffroi.config import production
from beffroi.kernel.env import SettingError

GOOD: dict[str, Any] = {
    "ENVIRONMENT": "production",
    "DEBUG": False,
    "SECRET": "s" * 48,
    "DEMO_SECRET": "demonstration-only-not-a-secret",
    "SEAL_KEYS": {1: b"a" * 32},
    "LOOKUP_KEY": b"b" * 32,
    "PASSWORD_PEPPER": b"c" * 32,
    "PORTAL_ORIGIN": "https://portal.example",
    "IDENTITY_ORIGIN": "https://sign-in.example",
    "EMAIL_USE_TLS": True,
    "PASSWORD_MEMORY_KIB": 19_456,
    "PASSWORD_ROUNDS": 2,
}


def derived(purpose: str) -> bytes:
    return f"derived {purpose}".encode()


def reasons(**changed: Any) -> list[str]:
    return list(production.reasons(SimpleNamespace(**{**GOOD, **changed}), derived))


def test_complete_configuration_gives_no_reason() -> None:
    assert reasons() == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"ENVIRONMENT": "acceptance"}, "BEFFROI_ENVIRONMENT"),
        ({"DEBUG": True}, "BEFFROI_DEBUG"),
        ({"SECRET": GOOD["DEMO_SECRET"]}, "BEFFROI_SECRET"),
        ({"SECRET": "short"}, "shorter than 32"),
        ({"SEAL_KEYS": {1: derived("seal")}}, "BEFFROI_SEAL_KEY"),
        ({"LOOKUP_KEY": derived("lookup")}, "BEFFROI_LOOKUP_KEY"),
        ({"PASSWORD_PEPPER": derived("pepper")}, "BEFFROI_PASSWORD_PEPPER"),
        ({"PORTAL_ORIGIN": "http://portal.example"}, "BEFFROI_PORTAL_ORIGIN"),
        ({"IDENTITY_ORIGIN": "http://sign-in.example"}, "BEFFROI_IDENTITY_ORIGIN"),
        ({"IDENTITY_ORIGIN": GOOD["PORTAL_ORIGIN"]}, "same origin"),
        ({"EMAIL_USE_TLS": False}, "BEFFROI_SMTP_STARTTLS"),
        ({"PASSWORD_MEMORY_KIB": 256}, "BEFFROI_PASSWORD_MEMORY_KIB"),
        ({"PASSWORD_ROUNDS": 1}, "BEFFROI_PASSWORD_ROUNDS"),
    ],
)
def test_each_weakness_is_named(changed: dict[str, Any], named: str) -> None:
    assert any(named in reason for reason in reasons(**changed))


def test_production_refuses_to_start_with_every_reason_at_once() -> None:
    with override_settings(ENVIRONMENT="production"), pytest.raises(SettingError) as refusal:
        production.refuse_to_start()
    assert str(refusal.value).count("\n- ") >= 5


def test_acceptance_starts() -> None:
    production.refuse_to_start()
