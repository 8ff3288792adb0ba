"""Use cases of the sign-in service. Each is one atomic step, logged."""

from beffroi.identity.actions.sessions import end_all_sessions, end_session, open_session
from beffroi.identity.actions.transactions import begin_transaction, finish_transaction

__all__ = ["begin_transaction", "end_all_sessions", "end_session", "finish_transaction", "open_session"]
