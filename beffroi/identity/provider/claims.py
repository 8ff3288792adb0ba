"""What a service learns about a person, by scope (OpenID Connect Core §5.4)."""

from collections.abc import Callable, Iterable, Mapping

from beffroi.identity.models import Person
from beffroi.identity.provider.models import Client

CLAIMS_OF_SCOPE: Mapping[str, tuple[str, ...]] = {
    "openid": (),
    "profile": ("name", "given_name", "family_name", "locale"),
    "email": ("email", "email_verified"),
    "niss": ("niss",),
}
SCOPES = frozenset(CLAIMS_OF_SCOPE)

_VALUE_OF: Mapping[str, Callable[[Person], object]] = {
    "name": lambda person: person.name,
    "given_name": lambda person: person.given_names,
    "family_name": lambda person: person.surname,
    "locale": lambda person: person.language,
    "email": lambda person: person.email,
    "email_verified": lambda person: person.email_confirmed_at is not None if person.email else None,
    "niss": lambda person: person.niss,
}


def granted_claims(client: Client, scopes: Iterable[str], asked: Iterable[str] = ()) -> tuple[str, ...]:
    """Claims of the granted `scopes`, and those `asked` by name as far as the client's registered scopes hold them.

    The NISS needs a legal basis on top, whatever was registered or asked.
    """
    registered = {claim for scope in client.scopes for claim in CLAIMS_OF_SCOPE.get(scope, ())}
    by_scope = {claim for scope in scopes for claim in CLAIMS_OF_SCOPE.get(scope, ())}
    granted = (by_scope | set(asked)) & registered
    if not client.legal_basis:
        granted.discard("niss")
    return tuple(claim for claim in _VALUE_OF if claim in granted)


def claims_of(person: Person, names: Iterable[str]) -> dict[str, object]:
    """A claim without a value is left out (§5.3.2), never null or empty."""
    values = ((name, _VALUE_OF[name](person)) for name in names)
    return {name: value for name, value in values if value not in {None, ""}}
