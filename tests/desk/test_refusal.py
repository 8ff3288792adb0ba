"""The desk is of the acceptance environment: elsewhere it does not load, and its addresses do not exist."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

_PRODUCTION = {
    "BEFFROI_ENVIRONMENT": "production",
    "BEFFROI_SERVICE": "portal",
    "DJANGO_SETTINGS_MODULE": "beffroi.config.settings",
    "DATABASE_URL": "postgresql:///nowhere",
}


def _python(code: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={**os.environ, **_PRODUCTION, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_desk_refuses_to_load_in_production() -> None:
    with (
        override_settings(IS_ACCEPTANCE=False),
        pytest.raises(ImproperlyConfigured, match="acceptance environment only"),
    ):
        apps.get_app_config("desk").ready()


def test_a_production_process_that_installs_the_desk_does_not_start() -> None:
    code = "from django.conf import settings; settings.INSTALLED_APPS.append('beffroi.desk'); import django; django.setup()"
    done = _python(code)
    assert done.returncode == 1
    assert "it loads in the acceptance environment only" in done.stderr


_ADDRESSES = (
    "import django; django.setup(); from django.urls import resolve, Resolver404\n"
    "try: print(resolve('/fr/desk/phone/').view_name)\n"
    "except Resolver404: print('no such address')"
)


@pytest.mark.parametrize(("environment", "found"), [("production", "no such address"), ("acceptance", "desk:phone")])
def test_the_desks_addresses_are_absent_in_production(environment: str, found: str) -> None:
    done = _python(_ADDRESSES, BEFFROI_ENVIRONMENT=environment)
    assert (done.returncode, done.stdout.strip()) == (0, found), done.stderr
