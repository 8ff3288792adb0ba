"""Tables of the sign-in service. Only its own database role reads them."""

from beffroi.identity.models.person import Person
from beffroi.identity.models.sign_in import KeyEvent, Session, Transaction

__all__ = ["KeyEvent", "Person", "Session", "Transaction"]
