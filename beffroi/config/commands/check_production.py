"""`beffroi check-production`: every reason at once why this configuration may not serve people."""

import django

from beffroi.config.cli import CONFIGURATION
from beffroi.config.commands.words import Words


def main(words: list[str]) -> int:
    Words(prog="beffroi check-production").parse_args(words)
    django.setup()
    from beffroi.config import production

    reasons = [*production.reasons(), *production.reasons_in_database()]
    print("\n".join(f"- {reason}" for reason in reasons) or "Nothing stands against production.")
    return CONFIGURATION if reasons else 0
