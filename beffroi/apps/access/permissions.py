"""Who opens an application, and who grants the right to."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from beffroi.apps.access.states import GRANTING_FUNCTIONS
from beffroi.kernel.actor import Actor
from beffroi.kernel.verdict import PERMITTED, Verdict, refused

_NOTHING_ENDED: Mapping[str, date] = {}


def may_open(actor: Actor, application: str, ended: Mapping[str, date] = _NOTHING_ENDED) -> Verdict:
    """Reasons: `not_signed_in`, `no_account`, `no_organisation`, `right_ended` (fact `ended_on`), `no_right`.

    `ended`: application → first day without the right, for those the person once had in this organisation.
    """
    if not actor.is_signed_in:
        return refused("not_signed_in")
    if actor.organisation_id is None:
        return refused("no_organisation", application=application)
    if actor.has_right(application):
        return PERMITTED
    if ended_on := ended.get(application):
        return refused("right_ended", application=application, ended_on=ended_on)
    return refused("no_right", application=application)


def may_register(actor: Actor) -> Verdict:
    """Organisations and accounts enter by the machine only: imports, and the demonstration set."""
    return PERMITTED if actor.system else refused("not_the_machine")


def may_grant(actor: Actor, *, organisation_id: UUID, account_id: UUID) -> Verdict:
    """Reasons: `not_signed_in`, `other_organisation`, `not_access_manager`, `own_right` (nobody grants to himself)."""
    if actor.system:
        return PERMITTED
    if not actor.is_signed_in:
        return refused("not_signed_in")
    if actor.organisation_id != organisation_id:
        return refused("other_organisation")
    if not actor.functions & GRANTING_FUNCTIONS:
        return refused("not_access_manager")
    if actor.person_id == account_id:
        return refused("own_right")
    return PERMITTED
