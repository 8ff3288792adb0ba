"""The refusals of the protocol: one class per registered error code.

`description` is for the engineers of the service that asked (ASCII, English, RFC 6749 §4.1.2.1); persons read pages.
"""

from typing import ClassVar


class ProtocolError(Exception):
    """`status` is the HTTP status where the error is answered directly (token, userinfo), not by redirect."""

    code: ClassVar[str]
    status: ClassVar[int] = 400

    def __init__(self, description: str = "") -> None:
        super().__init__(description)
        self.description = description


class InvalidRequest(ProtocolError):
    """RFC 6749 §4.1.2.1, §5.2."""

    code = "invalid_request"


class InvalidClient(ProtocolError):
    """RFC 6749 §5.2."""

    code = "invalid_client"
    status = 401


class InvalidGrant(ProtocolError):
    """RFC 6749 §5.2."""

    code = "invalid_grant"


class UnsupportedGrantType(ProtocolError):
    """RFC 6749 §5.2."""

    code = "unsupported_grant_type"


class UnsupportedResponseType(ProtocolError):
    """RFC 6749 §4.1.2.1."""

    code = "unsupported_response_type"


class InvalidScope(ProtocolError):
    """RFC 6749 §4.1.2.1."""

    code = "invalid_scope"


class AccessDenied(ProtocolError):
    """RFC 6749 §4.1.2.1: the person said no."""

    code = "access_denied"


class LoginRequired(ProtocolError):
    """OpenID Connect Core §3.1.2.6."""

    code = "login_required"


class InteractionRequired(ProtocolError):
    """OpenID Connect Core §3.1.2.6."""

    code = "interaction_required"


class RequestNotSupported(ProtocolError):
    """OpenID Connect Core §3.1.2.6."""

    code = "request_not_supported"


class RequestUriNotSupported(ProtocolError):
    """OpenID Connect Core §3.1.2.6."""

    code = "request_uri_not_supported"


class RegistrationNotSupported(ProtocolError):
    """OpenID Connect Core §3.1.2.6."""

    code = "registration_not_supported"


class UnmetAuthenticationRequirements(ProtocolError):
    """OpenID Connect Core Unmet Authentication Requirements 1.0."""

    code = "unmet_authentication_requirements"


class InvalidToken(ProtocolError):
    """RFC 6750 §3.1."""

    code = "invalid_token"
    status = 401


class InsufficientScope(ProtocolError):
    """RFC 6750 §3.1."""

    code = "insufficient_scope"
    status = 403
