"""What production refuses: each reason says which setting to change. Acceptance may have all of it."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from beffroi.config.settings import derived
from beffroi.kernel.env import SettingError

_SHORTEST_SECRET = 32  # characters
_ROLE = """
SELECT current_user, rolsuper, rolbypassrls, EXISTS (
  SELECT FROM pg_class WHERE relowner = r.oid AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
) FROM pg_roles r WHERE rolname = current_user
"""


def reasons(values: Any = settings, derived: Callable[[str], bytes] = derived) -> Iterator[str]:
    """Every reason the settings give; empty when they may serve people."""
    checks = (
        (
            values.ENVIRONMENT != "production",
            "BEFFROI_ENVIRONMENT is not production: the desk would open to everybody.",
        ),
        (values.DEBUG, "BEFFROI_DEBUG shows our code and data in the browser; set it to no."),
        (values.SECRET == values.DEMO_SECRET, "BEFFROI_SECRET is the demonstration's; set one of your own."),
        (len(values.SECRET) < _SHORTEST_SECRET, f"BEFFROI_SECRET is shorter than {_SHORTEST_SECRET} characters."),
        *_keys(values, derived),
        *_origins(values),
        (not values.EMAIL_USE_TLS, "BEFFROI_SMTP_STARTTLS is off: codes would travel in the clear to the mail server."),
        (
            "@portal.invalid" in values.DEFAULT_FROM_EMAIL,
            "BEFFROI_MAIL_FROM is not set: mails would come from nowhere.",
        ),
        (
            "@portal.invalid" in values.OPERATOR_MAIL,
            "BEFFROI_OPERATOR_MAIL is not set: what people write to us would go nowhere.",
        ),
        *_serving(values),
        (values.PASSWORD_MEMORY_KIB < 19_456, "BEFFROI_PASSWORD_MEMORY_KIB is below 19456."),
        (values.PASSWORD_ROUNDS < 2, "BEFFROI_PASSWORD_ROUNDS is below 2."),
    )
    return (reason for applies, reason in checks if applies)


def _keys(values: Any, derived: Callable[[str], bytes]) -> Iterator[tuple[bool, str]]:
    for name, key, purpose in (
        ("BEFFROI_SEAL_KEY", values.SEAL_KEYS[1], "seal"),
        ("BEFFROI_LOOKUP_KEY", values.LOOKUP_KEY, "lookup"),
        ("BEFFROI_PASSWORD_PEPPER", values.PASSWORD_PEPPER, "pepper"),
    ):
        yield key == derived(purpose), f"{name} is not set: it needs a key of its own, kept outside the database."


def _origins(values: Any) -> Iterator[tuple[bool, str]]:
    origins = {"BEFFROI_PORTAL_ORIGIN": values.PORTAL_ORIGIN, "BEFFROI_IDENTITY_ORIGIN": values.IDENTITY_ORIGIN}
    for name, origin in origins.items():
        yield not origin.startswith("https://"), f"{name} is {origin}: people are served over https only."
    is_one = len(set(origins.values())) == 1
    yield is_one, "The portal and the sign-in service have the same origin; each needs its own."


def _serving(values: Any) -> Iterator[tuple[bool, str]]:
    """What the settings files could be made to do by hand, and what a serving process must not hold."""
    yield "beffroi.desk" in values.INSTALLED_APPS, "The desk is installed: it shows everybody's codes."
    is_any_host = not values.ALLOWED_HOSTS or any("*" in host or host == "" for host in values.ALLOWED_HOSTS)
    yield is_any_host, "BEFFROI_PORTAL_ORIGIN or BEFFROI_IDENTITY_ORIGIN names any host, not one."
    owner = urlsplit(values.DATABASE_URL).username or ""
    serves_as_owner = bool(values.SERVICE) and owner not in {"", f"beffroi_{values.SERVICE}"}
    own = f"BEFFROI_{values.SERVICE.upper()}_DATABASE_URL"
    yield serves_as_owner, f"DATABASE_URL names the owner of the tables to the {values.SERVICE} process: use {own}."


def reasons_in_database() -> Iterator[str]:
    """What only the database knows: whose persons it holds, and as whom a serving process asks it."""
    from beffroi.config import demonstration

    if demonstration.is_loaded():
        yield "The database is an acceptance environment's: demonstration persons with public passwords. Use another."
    if settings.SERVICE:
        with connection.cursor() as cursor:
            cursor.execute(_ROLE)
            role, is_superuser, passes_policies, is_owner = cursor.fetchone()
        for applies, what in (
            (is_superuser, "is a superuser"),
            (passes_policies, "bypasses row-level security"),
            (is_owner, "owns tables, so that row-level security does not bind it"),
        ):
            if applies:
                yield f"The database role {role} of the {settings.SERVICE} process {what}."


def refuse_to_start() -> None:
    """Raises SettingError with every reason when this is production and something stands against it.

    Raises `OperationalError` where nothing in the settings does and the database does not answer.
    """
    if settings.ENVIRONMENT != "production":
        return
    if found := list(reasons()) or list(reasons_in_database()):
        raise SettingError("Production does not start:\n" + "\n".join(f"- {reason}" for reason in found))


def exit_if_refused() -> None:
    """For a server that was given the application directly: the same sentences, and the code EX_CONFIG."""
    try:
        refuse_to_start()
    except SettingError as sentence:
        print(sentence, file=sys.stderr, flush=True)
        sys.exit(os.EX_CONFIG)
