"""The portal's use cases. Each is one function, `by=actor`."""

from beffroi.portal.actions.applications import Opening, open_application
from beffroi.portal.actions.catalogue import load_catalogue
from beffroi.portal.actions.preferences import choose_appearance, move_favourite, set_favourite
from beffroi.portal.actions.sessions import (
    choose_organisation,
    end_session,
    end_sessions_of_provider,
    start_session,
)

__all__ = [
    "Opening",
    "choose_appearance",
    "choose_organisation",
    "end_session",
    "end_sessions_of_provider",
    "load_catalogue",
    "move_favourite",
    "open_application",
    "set_favourite",
    "start_session",
]
