"""The two services share one settings file and differ in these settings only; tests put on one or the other."""

from typing import Any

_OUTER = [
    "beffroi.kernel.http.reference.ReferenceMiddleware",
    "beffroi.kernel.http.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
_INNER = [
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "beffroi.kernel.http.errors.ErrorsMiddleware",
    "beffroi.kernel.http.limits.LimitsMiddleware",
]
# Who holds the session (outer) and who acts in the transaction of the view (innermost).
_PORTAL = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]


def services(*, is_tls: bool) -> dict[str, dict[str, Any]]:
    """Settings by service. The `__Host-` prefix demands Secure, which plain http cannot give (SE-01, COOK)."""
    prefix = "__Host-" if is_tls else ""
    return {
        "portal": _settings(
            "portal", prefix, [*_OUTER, *_PORTAL, *_INNER, "beffroi.portal.middleware.ActorMiddleware"]
        ),
        "identity": _settings("identity", prefix, [*_OUTER, *_INNER, "beffroi.identity.middleware.SessionMiddleware"]),
    }


def _settings(name: str, prefix: str, middleware: list[str]) -> dict[str, Any]:
    return {
        "SERVICE": name,
        "ROOT_URLCONF": f"beffroi.config.urls_{name}",
        "MIDDLEWARE": middleware,
        "SESSION_COOKIE_NAME": f"{prefix}beffroi_{name}",
        "CSRF_COOKIE_NAME": f"{prefix}beffroi_{name}_form",
        "LANGUAGE_COOKIE_NAME": f"{prefix}beffroi_{name}_language",
    }
