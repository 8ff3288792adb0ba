"""The portal as an OpenID client: begins a sign-in, judges the answer, ends the session, hears of its end elsewhere.

Knows the sign-in service by protocol only; another provider takes its place by settings (BEFFROI_OIDC_…).
"""

from beffroi.portal.oidc.beginning import begin
from beffroi.portal.oidc.ending import end
from beffroi.portal.oidc.errors import LogoutTokenRefused, SignInCancelled, SignInFailed
from beffroi.portal.oidc.finishing import Recognised, finish
from beffroi.portal.oidc.logout_token import LogoutToken, verify_logout_token

__all__ = [
    "LogoutToken",
    "LogoutTokenRefused",
    "Recognised",
    "SignInCancelled",
    "SignInFailed",
    "begin",
    "end",
    "finish",
    "verify_logout_token",
]
