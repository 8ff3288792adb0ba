"""Every setting, read from the environment and nowhere else. `docs/reference/settings.md` is made from this file."""

import hashlib
import hmac
import os
from pathlib import Path
from typing import Any

from beffroi.config.log import LOGGING  # noqa: F401 - a setting
from beffroi.config.processes import services
from beffroi.kernel import database_url
from beffroi.kernel.env import Environment

BASE = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# --- What this process is ------------------------------------------------------------------------------------------

SERVICE = env.choice(
    "BEFFROI_SERVICE", "", ("", "portal", "identity", "worker"), help="Which process this is; empty: management."
)
ENVIRONMENT = env.choice(
    "BEFFROI_ENVIRONMENT",
    "acceptance",
    ("acceptance", "production"),
    help="Acceptance has the desk; production has not.",
)
IS_ACCEPTANCE = ENVIRONMENT == "acceptance"
DEBUG = env.flag("BEFFROI_DEBUG", False, help="Tracebacks in the browser, for engineers. Refused in production.")
STATE = env.path("BEFFROI_STATE", ".state", help="Folder of what the demo keeps: database, secrets, mails, letters.")

# --- Where it is reached -------------------------------------------------------------------------------------------

PORTAL_PORT = env.number("BEFFROI_PORTAL_PORT", 8000, help="TCP port of the portal.")
IDENTITY_PORT = env.number("BEFFROI_IDENTITY_PORT", 8001, help="TCP port of the sign-in service.")
PORTAL_ORIGIN = env.text(
    "BEFFROI_PORTAL_ORIGIN", f"http://localhost:{PORTAL_PORT}", help="Public origin of the portal, without a path."
)
IDENTITY_ORIGIN = env.text(
    "BEFFROI_IDENTITY_ORIGIN",
    f"http://localhost:{IDENTITY_PORT}",
    help="Public origin of the sign-in service; also the OpenID issuer.",
)
MAINTENANCE_URL = env.text(
    "BEFFROI_MAINTENANCE_URL",
    f"{PORTAL_ORIGIN}/api/v1/maintenance",
    help="Where the sign-in service learns of maintenance windows (JSON); empty: it shows none.",
)
OWN_ORIGIN = IDENTITY_ORIGIN if SERVICE == "identity" else PORTAL_ORIGIN
IS_TLS = OWN_ORIGIN.startswith("https://")
ALLOWED_HOSTS = [origin.split("://", 1)[1].rsplit(":", 1)[0] for origin in (PORTAL_ORIGIN, IDENTITY_ORIGIN)]
PROXY_COUNT = env.number(
    "BEFFROI_PROXY_COUNT", 0, help="Trusted reverse proxies in front: how many X-Forwarded-For entries count."
)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Secrets (outside the database; the demo makes its own once) ------------------------------------------------------

DEMO_SECRET = "demonstration-only-not-a-secret"  # noqa: S105 - production refuses to start with it
SECRET = env.text(
    "BEFFROI_SECRET",
    DEMO_SECRET,
    help="Signs forms and derives database passwords; 32 characters or more.",
    secret=True,
)


def derived(purpose: str) -> bytes:
    return hmac.digest(SECRET.encode(), purpose.encode(), hashlib.sha256)


SECRET_KEY = derived("django").hex()
SEAL_KEYS = {
    1: env.key("BEFFROI_SEAL_KEY", default=derived("seal"), help="Seals national numbers and secrets (AES-256-GCM).")
}
if _next_key := os.environ.get("BEFFROI_SEAL_KEY_2"):
    SEAL_KEYS[2] = env.key(
        "BEFFROI_SEAL_KEY_2", default=b"", help="The next sealing key; new values use it, old ones still open."
    )
LOOKUP_KEY = env.key("BEFFROI_LOOKUP_KEY", default=derived("lookup"), help="Finds sealed values again (HMAC-SHA-256).")
PASSWORD_PEPPER = env.key("BEFFROI_PASSWORD_PEPPER", default=derived("pepper"), help="Keyed step before Argon2id.")
PASSWORD_MEMORY_KIB = env.number("BEFFROI_PASSWORD_MEMORY_KIB", 19_456, help="Argon2id memory per hash, in KiB.")
PASSWORD_ROUNDS = env.number("BEFFROI_PASSWORD_ROUNDS", 2, help="Argon2id passes.")

# --- Database --------------------------------------------------------------------------------------------------------

DATABASE_URL = env.text(
    "DATABASE_URL",
    "",
    help="PostgreSQL as the owner of the tables: migrates, serves nobody. Empty: the demo starts its own server.",
    secret=True,
)
env.text("BEFFROI_POSTGRES_BIN", help="Folder of PostgreSQL's programs for the demo; empty: the wheel's.")
DATABASE_ROLE = SERVICE or "owner"
DATABASE_PASSWORDS = {service: derived(f"database:{service}").hex() for service in ("portal", "identity", "worker")}
_ROLE_URLS = {
    "portal": env.text(
        "BEFFROI_PORTAL_DATABASE_URL", help="The portal's own role; derived from DATABASE_URL when empty.", secret=True
    ),
    "identity": env.text(
        "BEFFROI_IDENTITY_DATABASE_URL", help="The sign-in service's own role; likewise.", secret=True
    ),
    "worker": env.text("BEFFROI_WORKER_DATABASE_URL", help="The worker's own role; likewise.", secret=True),
}
DATABASE_THREADS = env.number(
    "BEFFROI_THREADS", 4, help="Requests served at once by one process; the pool holds two more."
)


def _database() -> dict[str, Any]:
    url = _ROLE_URLS.get(SERVICE) or DATABASE_URL or "postgresql:///beffroi"
    if SERVICE and not _ROLE_URLS[SERVICE]:
        url = database_url.with_role(url, f"beffroi_{SERVICE}", DATABASE_PASSWORDS[SERVICE])
    database = database_url.parse(url)
    database["TEST"] = {"NAME": env.text("BEFFROI_TEST_DB", "test_beffroi", help="Name of the tests' database.")}
    if SERVICE in {"portal", "identity"}:
        database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": DATABASE_THREADS + 2, "timeout": 5}
        database["CONN_HEALTH_CHECKS"] = True  # after the server restarted, nobody meets its dead connections
    else:
        database["CONN_MAX_AGE"] = None
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The house -------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.messages",
    "procrastinate.contrib.django",
    "beffroi.kernel",
    "beffroi.kernel.drafts",
    "beffroi.ui",
    "beffroi.apps.access",
    "beffroi.apps.code_lists",
    "beffroi.identity",
    "beffroi.identity.provider",
    "beffroi.portal",
    "beffroi.portal.status",
    "beffroi.portal.tour",
    "beffroi.portal.help",
    "beffroi.portal.announcements",
    "beffroi.portal.calendar",
    "beffroi.portal.search",
    "beffroi.portal.start",
    *(["beffroi.desk"] if IS_ACCEPTANCE else []),
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "handlers"
WSGI_APPLICATION = "beffroi.config.wsgi.application"

SERVICES = services(is_tls=IS_TLS)
_this = SERVICES["identity" if SERVICE == "identity" else "portal"]
ROOT_URLCONF: str = _this["ROOT_URLCONF"]
MIDDLEWARE: list[str] = _this["MIDDLEWARE"]

# --- Sessions and cookies: no Max-Age, « tant que la fenêtre de votre navigateur est active » ------------------------

SESSION_ENGINE = "beffroi.portal.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME: str = _this["SESSION_COOKIE_NAME"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME: str = _this["CSRF_COOKIE_NAME"]
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "beffroi.kernel.http.errors.csrf_failure"
LANGUAGE_COOKIE_NAME: str = _this["LANGUAGE_COOKIE_NAME"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
IDLE_MINUTES = env.number("BEFFROI_IDLE_MINUTES", 30, help="A session ends after this many minutes without a request.")
IDLE_WARNING_MINUTES = env.number("BEFFROI_IDLE_WARNING_MINUTES", 3, help="The page warns this many minutes before.")

# --- The portal's catalogue ----------------------------------------------------------------------------------------------

CATALOGUE = env.path(
    "BEFFROI_CATALOGUE",
    str(BASE / "portal" / "data" / "catalogue"),
    help="Folder of the YAML files of audiences, sectors, applications, announcements and information pages.",
)

# --- Limits ----------------------------------------------------------------------------------------------------------

LARGEST_BODY = 256 * 1024
LONGEST_QUERY = 4_096
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
JSON_PATHS = ("/api/", "/.well-known/", "/oidc/token", "/oidc/userinfo", "/oidc/jwks", "/oidc/par", "/healthz")

# --- Languages and texts ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
FORMAT_MODULE_PATH = "beffroi.kernel.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

# --- Pages and files ---------------------------------------------------------------------------------------------------

FORM_RENDERER = "beffroi.ui.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "beffroi.ui.context.page",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("BEFFROI_STATIC", str(STATE / "static"), help="Folder of the collected static files."))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SERVICE in {"portal", "identity"}
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]

# --- The portal as an OpenID client -----------------------------------------------------------------------------------

OIDC_ISSUER = env.text(
    "BEFFROI_OIDC_ISSUER",
    IDENTITY_ORIGIN,
    help="OpenID provider the portal trusts; our own sign-in service by default.",
)
OIDC_CLIENT_ID = env.text("BEFFROI_OIDC_CLIENT_ID", "portal", help="The portal's name at that provider.")
OIDC_CLIENT_SECRET = env.text(
    "BEFFROI_OIDC_CLIENT_SECRET",
    derived("oidc:portal").hex(),
    help="The portal's secret at that provider; derived from BEFFROI_SECRET when empty.",
    secret=True,
)
OIDC_PROFILE = env.text(
    "BEFFROI_OIDC_PROFILE", "beffroi", help="How that provider names levels and claims: portal/oidc/profiles.yaml."
)
OIDC_ALGORITHMS = env.text(
    "BEFFROI_OIDC_ALGORITHMS", "ES256", help="Signatures the portal accepts, separated by blanks."
).split()
OIDC_SCOPES = env.text("BEFFROI_OIDC_SCOPES", "openid profile niss", help="Scopes the portal asks for.")

# --- Partners ----------------------------------------------------------------------------------------------------------

EMAIL_HOST = env.text("BEFFROI_SMTP_HOST", "localhost", help="Mail server.")
EMAIL_PORT = SMTP_PORT = env.number(
    "BEFFROI_SMTP_PORT", 8025, help="Its port; in the demo, the port of our own mail sink."
)
EMAIL_HOST_USER = env.text("BEFFROI_SMTP_USER", help="User name, when the mail server asks one.")
EMAIL_HOST_PASSWORD = env.text("BEFFROI_SMTP_PASSWORD", help="Its password.", secret=True)
EMAIL_USE_TLS = env.flag("BEFFROI_SMTP_STARTTLS", False, help="STARTTLS to the mail server; required in production.")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("BEFFROI_MAIL_FROM", "Beffroi <beffroi@portal.invalid>", help="Sender of the mails.")
OPERATOR_MAIL = env.text(
    "BEFFROI_OPERATOR_MAIL", "operator@portal.invalid", help="Where the messages of the contact form go."
)
MAIL_FOLDER = env.path(
    "BEFFROI_MAIL_FOLDER", str(STATE / "mail"), help="Acceptance: where the mail sink keeps mails (Maildir)."
)
POST_FOLDER = env.path(
    "BEFFROI_POST_FOLDER", str(STATE / "post"), help="Hot folder of the printing service for letters and token cards."
)

EID_TRUST = env.text("BEFFROI_EID_TRUST", help="Folder of the eID's roots and authorities; empty: no eID here.")
EID_RESPONDER_PORT = env.number(
    "BEFFROI_EID_RESPONDER_PORT", 8026, help="Acceptance: loopback port where our test authority answers OCSP and CRL."
)
EID_READER_SCRIPT = "desk/card_reader.js" if IS_ACCEPTANCE else ""  # the virtual card reader, on the eID page

SHARED = env.path("BEFFROI_SHARED", str(BASE.parent.parent / "shared"), help="Official sources, for contract tests.")
