"""Which levels exist here, and how far the installed keys reach."""

from collections.abc import Collection

from beffroi.identity.keys import catalogue

KNOWN_LEVELS = catalogue.LEVELS


def highest_level(allowed_keys: Collection[str] = ()) -> int:
    """The highest level an installed key among `allowed_keys` (empty: all) reaches; 0 when none is installed."""
    usable = [kind for kind in catalogue.CATALOGUE if kind.is_installed]
    return max((kind.level for kind in usable if not allowed_keys or kind.code in allowed_keys), default=0)


def installed_levels() -> list[int]:
    return sorted({kind.level for kind in catalogue.CATALOGUE if kind.is_installed}, reverse=True)
