"""Why the demonstration cannot run: one sentence for a person."""


class SupervisorError(Exception):
    """One sentence: what happened and what to do."""
