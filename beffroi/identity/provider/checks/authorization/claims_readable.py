"""`claims` is the JSON object of OpenID Connect Core §5.5."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.errors import InvalidRequest


def check(asked: AuthorizationRequest) -> None:
    try:
        asked.claims  # noqa: B018  # reading it parses it
    except ValueError as error:
        raise InvalidRequest("claims is not a claims request object") from error
