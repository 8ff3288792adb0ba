"""Tables of the sign-in service. Only its own database role reads them."""

from beffroi.identity.models.keys import CardCell, EidChallenge, EmailCode, Key, MobileApp, Password, TokenCard
from beffroi.identity.models.person import Person
from beffroi.identity.models.sign_in import KeyEvent, Session, Transaction

__all__ = [
    "CardCell",
    "EidChallenge",
    "EmailCode",
    "Key",
    "KeyEvent",
    "MobileApp",
    "Password",
    "Person",
    "Session",
    "TokenCard",
    "Transaction",
]
