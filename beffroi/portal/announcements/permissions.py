"""Writing is for the editors of the portal; reading for whoever the announcement is addressed to."""

from typing import TYPE_CHECKING

from beffroi.kernel.actor import Actor
from beffroi.kernel.verdict import PERMITTED, Verdict, all_of, refused
from beffroi.portal.announcements.states import ANNOUNCEMENT, DRAFT

if TYPE_CHECKING:
    from beffroi.portal.announcements.models import Announcement

EDITOR = "portal_editor"


def may_write(actor: Actor) -> Verdict:
    if not actor.is_signed_in:
        return refused("sign_in")
    return PERMITTED if actor.has_function(EDITOR) else refused("not_an_editor")


def may_revise(actor: Actor, announcement: "Announcement") -> Verdict:
    """Only a draft: what readers have seen is withdrawn first."""
    return all_of(may_write(actor), _in_state(announcement.state == DRAFT, announcement))


def may_move(actor: Actor, announcement: "Announcement", verb: str) -> Verdict:
    return all_of(may_write(actor), _in_state(ANNOUNCEMENT.allows(announcement.state, verb), announcement))


def may_mark_read(actor: Actor) -> Verdict:
    return PERMITTED if actor.is_signed_in else refused("sign_in")


def _in_state(is_right: bool, announcement: "Announcement") -> Verdict:
    return PERMITTED if is_right else refused("not_in_this_state", state=announcement.state)
