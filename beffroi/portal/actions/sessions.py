"""A person comes in, chooses for whom he works, and leaves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q

from beffroi.apps.access import public as access
from beffroi.apps.access.public import RecognisedAccount, Workplace
from beffroi.kernel import audit
from beffroi.kernel.actor import Actor
from beffroi.kernel.db import let_act
from beffroi.kernel.niss import Niss
from beffroi.kernel.verdict import PERMITTED, Verdict, refused
from beffroi.portal.models import Session
from beffroi.portal.rules.lifetimes import absolute_end
from beffroi.portal.tour import actions as tour
from beffroi.portal.visits import SignedIn, Visit, actor_of, at_work


class Recognition(Protocol):
    """What the sign-in service proved (`portal.oidc.Recognised`). `auth_time` aware; `niss` eleven digits or empty."""

    @property
    def sub(self) -> str: ...
    @property
    def sid(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def amr(self) -> Sequence[str]: ...
    @property
    def auth_time(self) -> datetime: ...
    @property
    def name(self) -> str: ...
    @property
    def niss(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def id_token(self) -> str: ...


def start_session(*, session: SessionBase, recognised: Recognition, by: Actor) -> Visit:
    """Signs the browser in under a new session key (SE-02). `by` is whoever the browser was before, for his address.

    A person with one workplace starts there; one with several has chosen none yet, unless this is a stronger key on
    the same account. A person without an account is recognised, and nobody.
    """
    account = _account_of(recognised)
    before: SignedIn | None = session.get("signed_in")
    known = _known(recognised, account)
    if before and account and before["account_id"] == str(account.account_id):
        known["organisation_id"] = before["organisation_id"]
    actor = actor_of(known, sid=recognised.sid, address=by.address)
    let_act(actor)
    workplaces = tuple(access.workplaces(account.account_id)) if account else ()
    if len(workplaces) == 1:
        known["organisation_id"] = str(workplaces[0].organisation_id)
        actor = replace(actor, organisation_id=workplaces[0].organisation_id)
    actor = at_work(actor, workplaces)
    let_act(actor)
    _fill(session, known, recognised)
    if tour.offer_once(by=actor):
        session["offers_tour"] = True
    audit.record(
        "portal.session.opened",
        by=actor,
        result="permitted" if account else "refused",
        reason="" if account else "no_account",
    )
    return Visit(actor, known["name"], workplaces)


def may_work_for(actor: Actor, organisation_id: UUID, workplaces: Sequence[Workplace]) -> Verdict:
    if not actor.is_signed_in:
        return refused("sign_in")
    if all(place.organisation_id != organisation_id for place in workplaces):
        return refused("not_your_organisation")
    return PERMITTED


def choose_organisation(
    *, session: SessionBase, organisation_id: UUID, workplaces: Sequence[Workplace], by: Actor
) -> Actor:
    """From now on he acts for `organisation_id`, with the rights held there. Raises `Refused`."""
    may_work_for(by, organisation_id, workplaces).enforce()
    actor = at_work(replace(by, organisation_id=organisation_id), workplaces)
    session["signed_in"] = {**session["signed_in"], "organisation_id": str(organisation_id)}
    let_act(actor)
    audit.record("portal.organisation.chosen", by=actor)
    return actor


def end_session(*, session: SessionBase, by: Actor) -> None:
    """Here only; the sign-in service ends its own, and tells the others. A browser not signed in stays so."""
    if session.get("signed_in"):
        audit.record("portal.session.ended", by=by)
    session.flush()


def end_sessions_of_provider(*, sid: str, sub: str, by: Actor) -> int:
    """The provider ended its session `sid` (all of `sub` when it names none): ours go in one statement. How many."""
    ended, _ = Session.objects.filter(Q(sid=sid) if sid else Q(sub=sub)).delete()
    audit.record("portal.session.ended_by_provider", by=by, details={"sessions": ended})
    return ended


def _account_of(recognised: Recognition) -> RecognisedAccount | None:
    """None without a NISS, or with one that is none: nobody is guessed."""
    try:
        return access.recognise(Niss.parse(recognised.niss))
    except ValueError:
        return None


def _known(recognised: Recognition, account: RecognisedAccount | None) -> SignedIn:
    return SignedIn(
        account_id=str(account.account_id) if account else "",
        organisation_id="",
        name=account.name if account else recognised.name,
        language=account.language if account else recognised.language,
        level=recognised.level,
        keys=list(recognised.amr),
        authenticated_at=recognised.auth_time.isoformat(),
        id_token=recognised.id_token,
    )


def _fill(session: SessionBase, known: SignedIn, recognised: Recognition) -> None:
    session.cycle_key()
    session["signed_in"] = dict(known)
    session["account_id"], session["sid"], session["sub"] = known["account_id"], recognised.sid, recognised.sub
    session["absolute_until"] = absolute_end(recognised.level, recognised.auth_time).isoformat()
