"""What a tile says to the person who looks at it, and why."""

from dataclasses import dataclass
from typing import Literal, Protocol

from beffroi.kernel.actor import Actor
from beffroi.kernel.verdict import PERMITTED, Verdict, refused

State = Literal["open", "sign_in", "other_key", "no_right", "not_installed"]

# Digital keys by the level each reaches (`amr` value, level): the strongest first. domain: identity.md §8.1.
KEYS = (("eid", 500), ("itsme", 450), ("otp", 400), ("card", 300), ("email", 250))


class Terms(Protocol):
    """What an application asks. `right` empty: open to everybody. `allowed_keys` empty: any key of `min_level`."""

    @property
    def code(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def min_level(self) -> int: ...
    @property
    def allowed_keys(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class TileState:
    """`keys`: the `amr` values of those that would open it. `is_installed` is said beside every refusal too, so that
    nobody asks for a right in vain."""

    state: State
    keys: tuple[str, ...] = ()
    is_installed: bool = True

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def verdict(self) -> Verdict:
        return PERMITTED if self.is_open else refused(self.state)


def tile_state(application: Terms, actor: Actor, *, is_installed: bool) -> TileState:
    """Rights come before keys and keys before installation: a person learns first what only others can give him.

    Before sign-in nothing is known of his rights, so only what is not here at all is told.
    """
    if not application.right:
        return TileState("open" if is_installed else "not_installed", (), is_installed)
    keys = keys_that_open(application)
    if not actor.is_signed_in:
        return TileState("sign_in" if is_installed else "not_installed", keys, is_installed)
    if not actor.has_right(application.right):
        return TileState("no_right", keys, is_installed)
    if not key_suffices(application, actor):
        return TileState("other_key", keys, is_installed)
    return TileState("open" if is_installed else "not_installed", keys, is_installed)


def key_suffices(application: Terms, actor: Actor) -> bool:
    """Level and list of keys both hold (test SU-04): "eID only" refuses itsme of any level."""
    if actor.level < application.min_level:
        return False
    return not application.allowed_keys or any(key in application.allowed_keys for key in actor.keys)


def keys_that_open(application: Terms) -> tuple[str, ...]:
    """`amr` values, the strongest first."""
    return tuple(
        key
        for key, level in KEYS
        if level >= application.min_level and (not application.allowed_keys or key in application.allowed_keys)
    )
