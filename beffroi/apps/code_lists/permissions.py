"""Who may do what. Reading is open to everybody, signed in or not; publishing takes two persons.

`publisher` proposes a version, `approver` publishes it: never the same person, even with both roles.
"""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.apps.code_lists.states import DRAFT, SUBMITTED, VERSION
from beffroi.kernel.actor import Actor
from beffroi.kernel.http.reasons import explain
from beffroi.kernel.verdict import PERMITTED, Verdict, all_of, refused

if TYPE_CHECKING:
    from beffroi.apps.code_lists.models import ListVersion

APPLICATION = "code_lists"
PUBLISHER = "publisher"
APPROVER = "approver"

explain(
    {
        "sign_in_first": _("Sign in first: only a person with the right to publish code lists may do this."),
        "not_a_publisher": _(
            "Proposing a version needs the role of publisher of code lists. Your access manager grants it."
        ),
        "not_an_approver": _(
            "Publishing a version needs the role of approver of code lists. Your access manager grants it."
        ),
        "needs_another_person": _("You proposed this version: another person must publish it."),
        "another_version_meanwhile": _(
            "Another version of this list was published meanwhile. Read the new difference first."
        ),
        "unknown_list": _("There is no code list of that name."),
        "unknown_code": _("This list has no such code, on any date."),
        "unknown_version": _("This list has no such version."),
        "no_version": _("This list has no published version at present."),
        "bad_date": _("A date is written year-month-day, for example 2026-11-24."),
        "bad_language": _("The language is one of fr, nl, de, en."),
        "bad_parameter": _("A parameter of the address has a value we cannot read: %(parameter)s."),
        "bad_format": _("This list can be had as csv, json, xlsx, ttl or gc.xml."),
    }
)


def may_publish_lists(actor: Actor) -> Verdict:
    """Whether the pages of publication are shown at all."""
    if not actor.is_signed_in:
        return refused("sign_in_first")
    if _is(actor, PUBLISHER) or _is(actor, APPROVER):
        return PERMITTED
    return refused("not_a_publisher")


def may_propose(actor: Actor) -> Verdict:
    return _role(actor, PUBLISHER, "not_a_publisher")


def may_submit(actor: Actor, version: "ListVersion") -> Verdict:
    return all_of(_role(actor, PUBLISHER, "not_a_publisher"), _in_state(version, "submit"))


def may_return(actor: Actor, version: "ListVersion") -> Verdict:
    return all_of(_role(actor, APPROVER, "not_an_approver"), _in_state(version, "return"))


def may_publish(actor: Actor, version: "ListVersion") -> Verdict:
    return all_of(
        _role(actor, APPROVER, "not_an_approver"),
        _in_state(version, "publish"),
        refused("needs_another_person") if actor.person_id in version.proposers else PERMITTED,
    )


def may_withdraw(actor: Actor, version: "ListVersion") -> Verdict:
    """What is published is withdrawn by an approver; what is not yet, by either."""
    by_publisher = version.state in {DRAFT, SUBMITTED} and _is(actor, PUBLISHER)
    role = PERMITTED if by_publisher and actor.is_signed_in else _role(actor, APPROVER, "not_an_approver")
    return all_of(role, _in_state(version, "withdraw"))


def visible(actor: Actor) -> Q:
    """Versions that were ever published are everybody's history; the others are for those who prepare them."""
    return Q() if may_publish_lists(actor) else Q(published_at__isnull=False)


def _is(actor: Actor, role: str) -> bool:
    return actor.has_right(APPLICATION, role)


def _role(actor: Actor, role: str, reason: str) -> Verdict:
    if not actor.is_signed_in:
        return refused("sign_in_first")
    return PERMITTED if _is(actor, role) else refused(reason)


def _in_state(version: "ListVersion", verb: str) -> Verdict:
    return PERMITTED if VERSION.allows(version.state, verb) else refused("not_in_this_state", state=version.state)
