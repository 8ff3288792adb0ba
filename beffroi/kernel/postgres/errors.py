"""What can go wrong with the embedded server, each as one sentence for a person."""

from pathlib import Path


class PostgresError(Exception):
    """The embedded PostgreSQL cannot do what was asked; the text is one sentence that says why and what to do."""


_KNOWN = (
    ("No space left on device", "The disk is full: free some space under {place} and start again."),
    ("Disk quota exceeded", "The disk quota is used up: free some space under {place} and start again."),
    (
        "pre-existing shared memory block",
        "Processes of a killed database still run on {place}; wait a moment or end them.",
    ),
    ("is not compatible with this version", "The data in {place} were made by another version of PostgreSQL."),
    ("incompatible with server", "The data in {place} were made by another version of PostgreSQL."),
    ("has invalid permissions", "The data folder {place} is open to other users; make it 0700."),
    ("has wrong ownership", "The data folder {place} belongs to another user of this machine."),
    ("could not locate a valid checkpoint record", "The data in {place} are damaged; restore a backup or begin anew."),
    ("Permission denied", "PostgreSQL may not write in {place}; see who owns it."),
)


def explained(output: str, place: Path, otherwise: str) -> str:
    """The sentence for what PostgreSQL wrote; `otherwise` with its last line where nothing known is found in it."""
    for sign, sentence in _KNOWN:
        if sign in output:
            return sentence.format(place=place)
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower()] or lines
    return f"{otherwise} ({telling[-1]})" if telling else otherwise
