"""The service is registered and not suspended (RFC 6749 §4.1.2.1: otherwise the person is not sent anywhere)."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.kernel.errors import BadRequest


def check(asked: AuthorizationRequest) -> None:
    if asked.client is None or asked.client.suspended_at is not None or "client_id" in asked.parameters.repeated:
        raise BadRequest("unknown_service")
