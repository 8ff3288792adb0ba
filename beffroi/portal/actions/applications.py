"""Opening an application from the portal: the front door asks for right and key, and writes down who went where."""

from dataclasses import dataclass
from uuid import UUID

from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import NotVisible, Refused
from beffroi.portal import models, queries
from beffroi.portal.catalogue.installed import is_installed
from beffroi.portal.catalogue.snapshot import Application
from beffroi.portal.rules.tiles import TileState, tile_state


@dataclass(frozen=True, slots=True)
class Opening:
    application: Application
    url_name: str


def open_application(*, code: str, by: Actor) -> Opening:
    """Where it starts. Raises `NotVisible` for an unknown code and `Refused` (`sign_in`, `no_right`, `other_key`,
    `not_installed`); a refusal is written down too, so this runs in the request's transaction, not in one of its own.
    """
    application = queries.catalogue().applications.get(code)
    if application is None:
        raise NotVisible("not_found")
    state = tile_state(application, by, is_installed=is_installed(application))
    _write_down(application, state, by)
    if not state.is_open:
        raise Refused(state.state, facts={"is_audited": True})
    if by.person_id is not None:
        _remember(application, by.person_id)
    return Opening(application, application.url_name)


def _write_down(application: Application, state: TileState, by: Actor) -> None:
    audit.record(
        "portal.application.opened",
        by=by,
        result="permitted" if state.is_open else "refused",
        reason="" if state.is_open else state.state,
        reference=application.code,
    )


def _remember(application: Application, account_id: UUID) -> None:
    """One upsert: a second click at the same moment loses nothing."""
    models.PersonalTile.objects.bulk_create(
        [models.PersonalTile(account_id=account_id, application_id=application.code, last_opened_at=clock.now())],
        update_conflicts=True,
        unique_fields=["account_id", "application"],
        update_fields=["last_opened_at"],
    )
