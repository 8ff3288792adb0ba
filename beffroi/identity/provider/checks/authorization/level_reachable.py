"""Some key installed here reaches what is demanded (test SU-05); otherwise no page could help the person."""

from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.demand import demand_of
from beffroi.identity.provider.errors import UnmetAuthenticationRequirements
from beffroi.identity.provider.levels import asked_level
from beffroi.identity.provider.reach import KNOWN_LEVELS, highest_level


def check(asked: AuthorizationRequest) -> None:
    demand = demand_of(asked)
    if asked.claims.is_acr_essential and not asked_level(asked.claims.acr_values, KNOWN_LEVELS):
        raise UnmetAuthenticationRequirements("none of the essential acr values exists here")
    if demand.min_level > highest_level(demand.allowed_keys):
        raise UnmetAuthenticationRequirements("no installed key reaches the demanded level")
