"""The five digital keys, as data. Adding a key is a row here, its check beside it, and its page.

Levels: 250 e-mail code, 300 token card, 400 mobile app, 450 itsme, 500 eID card (identity facts §8.1). The order of
250 and 300 follows NIST SP 800-63B-4, which takes a look-up secret but no e-mail as a second factor.
`amr` values are RFC 8176's where it has one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.identity.keys.eid_trust import is_configured

Group = Literal["identity", "code"]


def _never() -> bool:
    return False


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class KeyKind:
    """`needs`: what the person must have in hand. `installed`: whether it can be used here, asked at each use."""

    code: str
    slug: str
    group: Group
    level: int
    amr: tuple[str, ...]
    icon: str
    name: Promise
    needs: Promise
    installed: Callable[[], bool] = _always

    @property
    def is_installed(self) -> bool:
        return self.installed()


CATALOGUE: tuple[KeyKind, ...] = (
    KeyKind(
        "eid", "eid", "identity", 500, ("eid", "sc", "pin"), "id-card",
        _("with an eID card reader"),
        _("Your eID card, its PIN code and a card reader."),
        installed=is_configured,
    ),
    KeyKind(
        "itsme", "itsme", "identity", 450, ("itsme", "mca"), "smartphone",
        _("via itsme"),
        _("The itsme app on your smartphone."),
        installed=_never,
    ),
    KeyKind(
        "email_code", "email-code", "code", 250, ("pwd", "email"), "mail",
        _("with a security code sent by e-mail"),
        _("Your user name, your password and access to your mailbox."),
    ),
    KeyKind(
        "mobile_app", "mobile-app", "code", 400, ("pwd", "otp"), "smartphone",
        _("with a security code via a mobile app"),
        _("Your user name, your password and the app that shows your codes."),
    ),
    KeyKind(
        "token_card", "token-card", "code", 300, ("pwd", "card"), "credit-card",
        _("with a security code via token"),
        _("Your user name, your password and your card of 24 numbered codes."),
    ),
)  # fmt: skip

BY_CODE = {kind.code: kind for kind in CATALOGUE}
BY_SLUG = {kind.slug: kind for kind in CATALOGUE}
LEVELS = frozenset(kind.level for kind in CATALOGUE)

LEVEL_WORDS: dict[int, Promise] = {
    250: _("Basic"),
    300: _("Medium"),
    400: _("Substantial"),
    450: _("High"),
    500: _("High"),
}


def amr_of(codes: list[str] | tuple[str, ...]) -> list[str]:
    """The `amr` values of the keys used, each once, in the order of use."""
    return list(dict.fromkeys(value for code in codes for value in BY_CODE[code].amr))


def level_of(code: str) -> int:
    return BY_CODE[code].level


def reachable(min_level: int, allowed_keys: list[str]) -> list[KeyKind]:
    """The keys that satisfy a service, whether installed or not."""
    return [kind for kind in CATALOGUE if kind.level >= min_level and (not allowed_keys or kind.code in allowed_keys)]
