"""The console command `beffroi`: what operators run, and what `./dev` runs for engineers.

Exit codes: 0 done · 1 not done, one sentence on stderr says why · 2 wrong words · 4 the database does not answer ·
78 the configuration refuses (EX_CONFIG) · 130 interrupted.
"""

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

NOT_DONE, WRONG_WORDS, CONFIGURATION, DATABASE, INTERRUPTED = 1, 2, os.EX_CONFIG, 4, 130


@dataclass(frozen=True, slots=True)
class Command:
    """Imported when it runs: `commands/<module>.py` holds `main(words) -> int`."""

    name: str
    words: str
    line: str
    module: str

    def run(self, words: list[str]) -> int:
        function: Callable[[list[str]], int] = import_module(f"beffroi.config.commands.{self.module}").main
        return function(words)


COMMANDS = (
    Command("demo", "[--reset]", "start everything with demonstration data on this machine", "demo"),
    Command("prepare", "[--demonstration]", "roles, tables, rights, reference data, static files", "prepare"),
    Command("migrate", "", "only roles, tables and rights", "migrate"),
    Command("serve", "portal|identity", "one web process; --host ADDRESS, --port NUMBER", "serve"),
    Command("worker", "", "the process that does queued and periodic work", "worker"),
    Command("check-production", "", "every reason why this configuration may not serve people", "check_production"),
    Command("purge", "", "what has expired goes now; the worker does it by itself every hour", "purge"),
    Command("manage", "…", "Django's own management commands", "manage"),
)


def main(arguments: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.config.settings")
    name, *words = (sys.argv[1:] if arguments is None else arguments) or ["help"]
    if name in {"help", "--help", "-h"}:
        return _help()
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        print(f"There is no command “{name}”.", file=sys.stderr)
        _help()
        return WRONG_WORDS
    try:
        return command.run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # the outermost door: what is foreseeable becomes a sentence, the rest is raised again
        code, sentence = _foreseen(error)
        if not sentence:
            raise
        print(sentence, file=sys.stderr)
        return code


def _foreseen(error: Exception) -> tuple[int, str]:
    """The exit code and the sentence of an error that is no fault of ours; an empty sentence for any other."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db.utils import OperationalError

    from beffroi.config.supervisor.errors import SupervisorError
    from beffroi.kernel.env import SettingError
    from beffroi.kernel.postgres import PostgresError

    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            NOT_DONE,
            f"The disk is full: {error.filename or 'a file'} could not be written. Free some space and start again.",
        )
    if isinstance(error, SettingError | ImproperlyConfigured):
        return CONFIGURATION, str(error)
    if isinstance(error, OperationalError):
        return (
            DATABASE,
            f"The database (DATABASE_URL) does not answer as it should: {str(error).strip().splitlines()[0]}",
        )
    if isinstance(error, PostgresError | SupervisorError | CommandError):
        return NOT_DONE, str(error)
    return NOT_DONE, ""


def _help() -> int:
    print("beffroi COMMAND [words]\n")
    for command in COMMANDS:
        print(f"  {f'{command.name} {command.words}'.strip():<28}{command.line}")
    print(
        "\nSettings come from the environment: docs/reference/settings.md. Exit codes: 0 done, 1 not done, 2 wrong words,"
    )
    print("4 the database does not answer, 78 the configuration refuses, 130 interrupted.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
