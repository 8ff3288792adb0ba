"""What production refuses, reason by reason."""

import base64
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from beffroi.config import production
from beffroi.kernel.db import as_role
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
    "DEFAULT_FROM_EMAIL": "Beffroi <no-reply@portal.example>",
    "OPERATOR_MAIL": "desk@portal.example",
    "INSTALLED_APPS": ["beffroi.kernel"],
    "ALLOWED_HOSTS": ["portal.example", "sign-in.example"],
    "SERVICE": "portal",
    "DATABASE_URL": "",
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
        ({"DEFAULT_FROM_EMAIL": "Beffroi <beffroi@portal.invalid>"}, "BEFFROI_MAIL_FROM"),
        ({"OPERATOR_MAIL": "operator@portal.invalid"}, "BEFFROI_OPERATOR_MAIL"),
        ({"INSTALLED_APPS": ["beffroi.desk"]}, "The desk"),
        ({"ALLOWED_HOSTS": ["*"]}, "any host"),
        ({"ALLOWED_HOSTS": [""]}, "any host"),
        ({"ALLOWED_HOSTS": []}, "any host"),
        ({"DATABASE_URL": "postgresql://owner:secret@db/beffroi"}, "BEFFROI_PORTAL_DATABASE_URL"),
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


def test_management_works_as_the_owner_and_serving_does_not_need_him() -> None:
    assert reasons(SERVICE="", DATABASE_URL="postgresql://owner:secret@db/beffroi") == []
    assert reasons(DATABASE_URL="postgresql://db/beffroi") == []
    assert reasons(DATABASE_URL="postgresql://beffroi_portal:x@db/beffroi") == []


@pytest.mark.django_db
def test_an_acceptance_database_is_refused() -> None:
    assert [reason for reason in production.reasons_in_database() if "acceptance" in reason]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE desk_demonstrationset RENAME TO elsewhere")
    assert list(production.reasons_in_database()) == []


@pytest.mark.django_db
def test_a_process_that_serves_as_the_owner_is_refused() -> None:
    with override_settings(SERVICE="portal"):
        found = "\n".join(production.reasons_in_database())
        assert "owns tables" in found
    with override_settings(SERVICE="portal"), as_role("portal"):
        assert not [reason for reason in production.reasons_in_database() if "role" in reason]


# --- Real processes ------------------------------------------------------------------------------------------------------

SOUND = {
    "BEFFROI_ENVIRONMENT": "production",
    "BEFFROI_SERVICE": "portal",
    "BEFFROI_SECRET": "s" * 48,
    "BEFFROI_SEAL_KEY": base64.b64encode(b"a" * 32).decode(),
    "BEFFROI_LOOKUP_KEY": base64.b64encode(b"b" * 32).decode(),
    "BEFFROI_PASSWORD_PEPPER": base64.b64encode(b"c" * 32).decode(),
    "BEFFROI_PORTAL_ORIGIN": "https://portal.example",
    "BEFFROI_IDENTITY_ORIGIN": "https://sign-in.example",
    "BEFFROI_SMTP_STARTTLS": "yes",
    "BEFFROI_MAIL_FROM": "no-reply@portal.example",
    "BEFFROI_OPERATOR_MAIL": "desk@portal.example",
    "BEFFROI_PASSWORD_MEMORY_KIB": "19456",
    "BEFFROI_PASSWORD_ROUNDS": "2",
    "DATABASE_URL": "postgresql://127.0.0.1:1/none",
}


def start(*command: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        env={**os.environ, **SOUND, **changed},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "command", [("-m", "beffroi.config.cli", "serve", "portal"), ("-c", "import beffroi.config.wsgi")]
)
def test_a_server_says_each_reason_and_exits_with_ex_config(command: tuple[str, ...]) -> None:
    done = start(*command, BEFFROI_DEBUG="yes", BEFFROI_PORTAL_ORIGIN="http://portal.example", BEFFROI_SEAL_KEY="")
    assert done.returncode == os.EX_CONFIG == 78
    assert [line.split()[1] for line in done.stderr.splitlines()[1:]] == [
        "BEFFROI_DEBUG",
        "BEFFROI_SEAL_KEY",
        "BEFFROI_PORTAL_ORIGIN",
    ]
    assert "Traceback" not in done.stderr


def test_sound_settings_get_as_far_as_the_database() -> None:
    done = start("-m", "beffroi.config.cli", "serve", "portal")
    assert (done.returncode, "does not answer" in done.stderr) == (4, True), done.stderr


def test_secrets_are_not_said() -> None:
    done = start("-m", "beffroi.config.cli", "serve", "portal", BEFFROI_SECRET="short-and-secret", BEFFROI_DEBUG="yes")
    assert "short-and-secret" not in done.stderr + done.stdout
