"""`beffroi check-production`: every reason at once why this configuration may not serve people."""

from collections.abc import Iterator

import django
from django.db.utils import OperationalError

from beffroi.config.cli import CONFIGURATION
from beffroi.config.commands.words import Words


def main(words: list[str]) -> int:
    Words(prog="beffroi check-production").parse_args(words)
    django.setup()
    from beffroi.config import production

    reasons = [*production.reasons(), *_in_database()]
    print("\n".join(f"- {reason}" for reason in reasons) or "Nothing stands against production.")
    return CONFIGURATION if reasons else 0


def _in_database() -> Iterator[str]:
    from beffroi.config import production

    try:
        yield from production.reasons_in_database()
    except OperationalError:
        yield "DATABASE_URL: the database does not answer, so it could not be asked for demonstration persons."
