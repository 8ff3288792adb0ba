"""`postgresql://user:password@host:port/name?host=/run/socket` to Django's database settings."""

from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

from beffroi.kernel.env import SettingError


def parse(url: str, *, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """Raises `SettingError` with a sentence that names `variable`; never repeats the URL, it may hold a password."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingError(f"{variable} takes postgresql://user:password@host:port/name (PostgreSQL 15 or newer).")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    try:
        port = parts.port
    except ValueError:
        raise SettingError(f"{variable} holds a port that is not a number.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "beffroi",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or query.pop("port", "")),
        "OPTIONS": query,
    }


def with_role(url: str, role: str, password: str) -> str:
    """The same server and database, entered as another role."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role, safe='')}:{quote(password, safe='')}@{host}"))
