"""Assurance levels on the wire. Own namespace: what other schemes call them is mapped by the service, as data."""

PREFIX = "urn:beffroi:acr:"


def acr_of(level: int) -> str:
    return f"{PREFIX}{level}"


def level_of(acr: str, known: frozenset[int]) -> int | None:
    """The level `acr` names, or None when it is not one of `known`."""
    number = acr.removeprefix(PREFIX)
    if number == acr or not number.isascii() or not number.isdigit() or len(number) > 4 or number != str(int(number)):
        return None
    return int(number) if int(number) in known else None


def asked_level(acr_values: tuple[str, ...], known: frozenset[int]) -> int:
    """The lowest level among those a service would take; 0 when it names none we know. In each list of values any
    one will do (OpenID Connect Core §3.1.2.1), and a higher level always satisfies a lower one."""
    levels = [level for value in acr_values if (level := level_of(value, known)) is not None]
    return min(levels, default=0)


def answered_acr(level: int, essential: tuple[str, ...], known: frozenset[int]) -> str:
    """A service that demands certain values gets the highest of them that was reached (§5.5.1.1: the answer is one
    of the values asked); any other service gets the level itself."""
    reached = [asked for value in essential if (asked := level_of(value, known)) is not None and asked <= level]
    return acr_of(max(reached, default=level))
