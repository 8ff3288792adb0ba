"""Tables of the OpenID provider. Only the sign-in service's database role reads them."""

from beffroi.identity.provider.models.client import Client
from beffroi.identity.provider.models.grant import AccessToken, AuthorizationCode
from beffroi.identity.provider.models.signing_key import SigningKey
from beffroi.identity.provider.models.visit import LogoutDelivery, ServiceVisit

__all__ = ["AccessToken", "AuthorizationCode", "Client", "LogoutDelivery", "ServiceVisit", "SigningKey"]
