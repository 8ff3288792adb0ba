"""What a tile says: the whole table of who, with which key, for what, here or not."""

from dataclasses import dataclass

import pytest

from beffroi.kernel.actor import NOBODY, Actor
from beffroi.portal.rules.tiles import TileState, key_suffices, keys_that_open, tile_state
from tests.portal.actors import worker


@dataclass(frozen=True)
class Terms:
    code: str = "welfare"
    right: str = "welfare"
    min_level: int = 400
    allowed_keys: tuple[str, ...] = ()


PUBLIC = Terms("code_lists", right="", min_level=0)
WELFARE = Terms()
IRIS = Terms("security_log", "security_log", 500, ("eid",))
ALL_KEYS = ("eid", "itsme", "otp", "card", "email")
STRONG = ("eid", "itsme", "otp")

RIGHTLESS = worker(400, "otp")
ENTITLED = worker(400, "otp", rights={"welfare", "security_log"})
WEAK = worker(250, "email", rights={"welfare", "security_log"})
BY_ITSME = worker(450, "itsme", rights={"security_log"})
BY_EID = worker(500, "eid", rights={"welfare", "security_log"})

TABLE = [
    # who, application, installed → state
    (NOBODY, PUBLIC, True, "open"),
    (NOBODY, PUBLIC, False, "not_installed"),
    (NOBODY, WELFARE, True, "sign_in"),
    (NOBODY, WELFARE, False, "not_installed"),
    (NOBODY, IRIS, True, "sign_in"),
    (RIGHTLESS, PUBLIC, True, "open"),
    (RIGHTLESS, WELFARE, True, "no_right"),
    (RIGHTLESS, WELFARE, False, "no_right"),
    (RIGHTLESS, IRIS, True, "no_right"),
    (ENTITLED, WELFARE, True, "open"),
    (ENTITLED, WELFARE, False, "not_installed"),
    (ENTITLED, IRIS, True, "other_key"),
    (ENTITLED, IRIS, False, "other_key"),
    (WEAK, PUBLIC, True, "open"),
    (WEAK, WELFARE, True, "other_key"),
    (WEAK, IRIS, True, "other_key"),
    (BY_ITSME, IRIS, True, "other_key"),
    (BY_EID, WELFARE, True, "open"),
    (BY_EID, IRIS, True, "open"),
    (BY_EID, IRIS, False, "not_installed"),
]


@pytest.mark.parametrize(("actor", "application", "is_installed", "state"), TABLE)
def test_tile_says_what_stands_in_the_way(actor: Actor, application: Terms, is_installed: bool, state: str) -> None:
    found = tile_state(application, actor, is_installed=is_installed)
    assert found.state == state
    assert found.is_installed is is_installed
    assert bool(found.verdict) is (state == "open")


def test_right_at_another_application_opens_nothing() -> None:
    assert tile_state(WELFARE, worker(500, "eid", rights={"mailbox"}), is_installed=True).state == "no_right"


def test_su_04_eid_only_refuses_itsme_of_any_level() -> None:
    assert not key_suffices(Terms(min_level=0, allowed_keys=("eid",)), worker(500, "itsme"))


def test_level_and_key_must_both_hold() -> None:
    assert not key_suffices(Terms(min_level=500, allowed_keys=("eid",)), worker(400, "eid"))


@pytest.mark.parametrize(("application", "keys"), [(PUBLIC, ALL_KEYS), (WELFARE, STRONG), (IRIS, ("eid",))])
def test_keys_that_open_are_named_strongest_first(application: Terms, keys: tuple[str, ...]) -> None:
    assert keys_that_open(application) == keys


def test_only_an_open_tile_permits() -> None:
    assert TileState("open").verdict
    assert TileState("no_right").verdict.reason == "no_right"
