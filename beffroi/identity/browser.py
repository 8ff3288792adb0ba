"""What we know of the browser at the other end: its cookies, its address, its name for the person's own lists."""

import hashlib
import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SECRET_BYTES = 32

_BROWSERS = (
    ("Edge", re.compile(r"Edg(?:e|A|iOS)?/(\d+)")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS|Chromium)/(\d+)")),
    ("Safari", re.compile(r"Version/(\d+)\S* .*Safari/")),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def new_secret() -> str:
    """256 bits, fit for a cookie or an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def new_sid() -> str:
    """192 bits: what services and the log call the session by."""
    return secrets.token_urlsafe(24)


def hashed(secret: str) -> bytes:
    """Machine-made secrets need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


def cookie_name(purpose: str) -> str:
    """`sso` or `browser`. Host-bound under TLS, as settings name them (SE-01, COOK-05)."""
    return settings.SESSION_COOKIE_NAME if purpose == "sso" else f"{settings.SESSION_COOKIE_NAME}_{purpose}"


def secret_of(request: HttpRequest) -> str:
    """The secret that binds sign-ins to this browser (EM-03); empty when it has none yet."""
    return request.COOKIES.get(cookie_name("browser"), "")


def remember(response: HttpResponse, secret: str) -> None:
    """One secret for the whole browser, so that two tabs can sign in side by side."""
    set_cookie(response, "browser", secret)


def set_cookie(response: HttpResponse, purpose: str, secret: str) -> None:
    """No Max-Age: as long as the browser's window is open."""
    response.set_cookie(cookie_name(purpose), secret, httponly=True, secure=settings.IS_TLS, samesite="Lax", path="/")


def forget(response: HttpResponse, purpose: str) -> None:
    response.delete_cookie(cookie_name(purpose), path="/", samesite="Lax")
    response.cookies[cookie_name(purpose)]["secure"] = settings.IS_TLS
    response.cookies[cookie_name(purpose)]["httponly"] = True


def address_of(request: HttpRequest) -> str:
    """The network address; behind trusted proxies, the entry the outermost of them wrote."""
    if settings.PROXY_COUNT:
        entries = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",") if entry.strip()]
        if len(entries) >= settings.PROXY_COUNT:
            return entries[-settings.PROXY_COUNT]
    return str(request.META.get("REMOTE_ADDR") or "")


def description_of(request: HttpRequest) -> str:
    """« Firefox 128, Linux »: for the person to recognise his own devices by. Never used to decide anything."""
    agent = request.headers.get("User-Agent", "")[:400]
    name = next((f"{name} {found[1]}" for name, pattern in _BROWSERS if (found := pattern.search(agent))), "")
    system = next((word for mark, word in _SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (name, system) if part)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a try comes from: network address and description, for throttles, the log and the person's history."""

    address: str = ""
    description: str = ""


def visitor_of(request: HttpRequest) -> Visitor:
    return Visitor(address_of(request), description_of(request))
