"""What a checked request demands of the sign-in: level, keys, freshness. Pure."""

from dataclasses import dataclass

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.levels import asked_level
from beffroi.identity.provider.reach import KNOWN_LEVELS


@dataclass(frozen=True, slots=True)
class Demand:
    """`allowed_keys`: empty for any. `max_age` in seconds. `must_authenticate`: a key is used now, whatever exists."""

    min_level: int
    allowed_keys: tuple[str, ...]
    must_authenticate: bool
    max_age: int | None


def demand_of(asked: AuthorizationRequest) -> Demand:
    """A request may raise what the registration says, never lower it (test SU-02).

    `acr_values` are taken as a demand, as in the step-up challenge of RFC 9470: a service that names levels means it.
    """
    client = asked.known_client
    values = asked.parameters.words("acr_values") or asked.claims.acr_values
    if asked.claims.is_acr_essential:
        values = asked.claims.acr_values
    return Demand(
        min_level=max(client.min_level, asked_level(values, KNOWN_LEVELS)),
        allowed_keys=tuple(client.allowed_keys),
        must_authenticate="login" in asked.prompt or asked.max_age == 0,
        max_age=asked.max_age,
    )
