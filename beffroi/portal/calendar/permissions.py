"""The calendar is open to all; a feed is one's own; an organisation's days are set by those who run it."""

from beffroi.kernel.actor import Actor
from beffroi.kernel.verdict import PERMITTED, Verdict, refused

KEEPERS = frozenset({"head", "principal_access_manager", "access_manager"})


def may_have_feed(actor: Actor) -> Verdict:
    return PERMITTED if actor.is_signed_in else refused("sign_in")


def may_set_days(actor: Actor) -> Verdict:
    if not actor.is_signed_in:
        return refused("sign_in")
    if actor.organisation_id is None or not actor.functions & KEEPERS:
        return refused("not_a_keeper")
    return PERMITTED
