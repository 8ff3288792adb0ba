"""State machines as data: from state, verb, to state. Drawings and permission tables are made from the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from beffroi.kernel.errors import Conflict


@dataclass(frozen=True, slots=True)
class Transition:
    source: str
    verb: str
    target: str


class Transitions:
    def __init__(self, rows: Iterable[tuple[str, str, str]], *, initial: str) -> None:
        self.rows = tuple(Transition(*row) for row in rows)
        self.initial = initial
        self._targets = {(row.source, row.verb): row.target for row in self.rows}
        if len(self._targets) != len(self.rows):
            raise ValueError("One verb from one state leads to one state.")

    @property
    def states(self) -> tuple[str, ...]:
        seen = {self.initial: None} | {state: None for row in self.rows for state in (row.source, row.target)}
        return tuple(seen)

    def allows(self, state: str, verb: str) -> bool:
        return (state, verb) in self._targets

    def after(self, state: str, verb: str) -> str:
        """The state that `verb` leads to. Raises `Conflict` when the table does not know the pair."""
        try:
            return self._targets[state, verb]
        except KeyError:
            raise Conflict("not_in_this_state", facts={"state": state, "verb": verb}) from None
