"""What production refuses: each reason says which setting to change. Acceptance may have all of it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings

from beffroi.config.settings import derived
from beffroi.kernel.env import SettingError

_SHORTEST_SECRET = 32  # characters


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


def reasons_in_database() -> Iterator[str]:
    """Whether demonstration persons are in it."""
    from beffroi.config import demonstration

    if demonstration.is_loaded():
        yield "The database holds the demonstration persons, whose passwords are public; use an empty one."


def refuse_to_start() -> None:
    """Raises SettingError with every reason when this is production and something stands against it."""
    if settings.ENVIRONMENT == "production" and (found := list(reasons())):
        raise SettingError("Production does not start:\n" + "\n".join(f"- {reason}" for reason in found))
